import type { Property } from "./property.ts";

/** An item is charged by code that reacts to a change, with no failure in sight. */
export const chargedOnChange: Property = {
  follows: "change",
  where: (handle) => handle.known,
  start: "reacting",
  on: {
    reacting: {
      retry: "charged",
      failure: "failing",
      excuse: "failing",
      retryCount: "failing",
      inspect: "failing",
    },
  },
  inDoubt: [],
  wrongStates: ["charged"],
  wrongEnds: [],
};
