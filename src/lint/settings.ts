import { defaultChangeEvents, type ChangeEvents } from "../protocol/change-events.ts";
import { clientGoEcmascript } from "../protocol/client-go.ts";
import type { Profile } from "../protocol/profile.ts";

/** `settings.workqueue`, read and checked. */
export interface Settings {
  readonly profiles: readonly Profile[];
  readonly changes: ChangeEvents;
  readonly debug: boolean;
}

const defaults: Settings = { profiles: [clientGoEcmascript], changes: defaultChangeEvents, debug: false };

export function readSettings(_all: Readonly<Record<string, unknown>>): Settings {
  return defaults;
}
