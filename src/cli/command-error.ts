/** A mistake in how the command was called, or a condition it cannot work under. Its message is for the user. */
export class CommandError extends Error {}
