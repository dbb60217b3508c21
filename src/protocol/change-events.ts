/**
 * How code says "run this when something changed". Data only; the languages look for these shapes.
 * Names are compared without regard to the case of the first letter, so that one table serves Go and its ports.
 */
export interface HandlerRegistration {
  /** The registering method or function. */
  readonly call: string;
  /** Index of the argument that names the event, which must be one of the change events; absent: every call counts. */
  readonly event?: number;
  /** Index of the argument that is the handler, or an object of handlers. */
  readonly handler: number;
}

export interface ChangeEvents {
  /** Event names that mean a change. Never `error`, `connect` or `close`. */
  readonly events: readonly string[];
  readonly registrations: readonly HandlerRegistration[];
  /** Properties of a handler object that hold a change handler. */
  readonly handlerFields: readonly string[];
  /** Methods that make a class a change handler by themselves. */
  readonly handlerMethods: readonly string[];
  /** Methods that are change handlers when they are given an event and a queue (controller-runtime). */
  readonly eventMethods: readonly string[];
}

export const defaultChangeEvents: ChangeEvents = {
  events: ["add", "update", "change", "delete", "added", "modified", "deleted"],
  registrations: [
    { call: "on", event: 0, handler: 1 },
    { call: "once", event: 0, handler: 1 },
    { call: "addListener", event: 0, handler: 1 },
    { call: "prependListener", event: 0, handler: 1 },
    { call: "addEventListener", event: 0, handler: 1 },
    { call: "watch", handler: 2 },
    { call: "addEventHandler", handler: 0 },
    { call: "addEventHandlerWithResyncPeriod", handler: 0 },
    { call: "addEventHandlerWithOptions", handler: 0 },
    { call: "enqueueRequestsFromMapFunc", handler: 0 },
    { call: "typedEnqueueRequestsFromMapFunc", handler: 0 },
  ],
  handlerFields: [
    "addFunc",
    "updateFunc",
    "deleteFunc",
    "createFunc",
    "genericFunc",
    "onAdd",
    "onUpdate",
    "onDelete",
  ],
  handlerMethods: ["onAdd", "onUpdate", "onDelete"],
  eventMethods: ["create", "update", "delete", "generic"],
};

/** The field under which a tombstone, or the event of a watch, holds the object that changed. */
export const wrapsChange = /^obj(?:ect)?$/i;

/** Whether a registration says that its handler only hears of deletions: `DeleteFunc`, `onDelete`, `"deleted"`. */
export function saysDeletion(name: string): boolean {
  return /^(?:on)?delete/i.test(name);
}
