import type { Property } from "./property.ts";

const failing = {
  failure: "failing",
  excuse: "failing",
  retryCount: "failing",
  inspect: "failing",
} as const;

/** Items are charged by code that reacts to a change, with no failure in sight. */
export const chargedOnChange: Property = {
  follows: "change",
  where: (handle) => handle.known,
  start: "reacting",
  on: {
    reacting: { retry: "charged", ...failing },
    charged: { retry: "charged", ...failing },
  },
  inDoubt: [],
  wrongStates: ["charged"],
  wrongEnds: [],
};
