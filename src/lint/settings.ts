import {
  defaultChangeEvents,
  type ChangeEvents,
  type HandlerRegistration,
} from "../protocol/change-events.ts";
import { defaultProfiles } from "../protocol/default-profiles.ts";
import type { Profile } from "../protocol/profile.ts";
import { readProfile, type UserProfile } from "./profile-settings.ts";
import { SettingsError, Shape } from "./shape.ts";

/** `settings.workqueue` as a user writes it. */
export interface UserSettings {
  /** Libraries with their own names for the calls of a queue. */
  readonly profiles?: readonly UserProfile[];
  /** Further event names that mean a change, for `on(event, listener)` and its like. */
  readonly changeEvents?: readonly string[];
  /** Further calls that register a change handler. */
  readonly handlerRegistrations?: readonly HandlerRegistration[];
  /** Say on standard error what the rules are silent about, and why. */
  readonly debug?: boolean;
}

/** `settings.workqueue`, read and checked. */
export interface Settings {
  readonly profiles: readonly Profile[];
  readonly changes: ChangeEvents;
  readonly debug: boolean;
}

const read = new WeakMap<object, Settings>();
const defaults: Settings = { profiles: defaultProfiles, changes: defaultChangeEvents, debug: false };

/** Reads `settings.workqueue` of a configuration. Throws a SettingsError that names the key. */
export function readSettings(all: Readonly<Record<string, unknown>>): Settings {
  const given = all["workqueue"];
  if (given === undefined) return defaults;
  if (typeof given !== "object" || given === null)
    throw new SettingsError("settings.workqueue", "must be an object");
  let settings = read.get(given);
  if (!settings) read.set(given, (settings = readUserSettings(given)));
  return settings;
}

function readUserSettings(given: object): Settings {
  const shape = new Shape(given, "settings.workqueue", [
    "profiles",
    "changeEvents",
    "handlerRegistrations",
    "debug",
  ]);
  const profiles = shape
    .list("profiles")
    .map((profile, index) => readProfile(profile, `${shape.path}.profiles[${String(index)}]`));
  const registrations = shape
    .list("handlerRegistrations")
    .map((registration, index) =>
      readRegistration(registration, `${shape.path}.handlerRegistrations[${String(index)}]`),
    );
  return {
    profiles: [...defaults.profiles, ...profiles],
    changes: {
      ...defaultChangeEvents,
      events: [...defaultChangeEvents.events, ...shape.strings("changeEvents")],
      registrations: [...defaultChangeEvents.registrations, ...registrations],
    },
    debug: shape.boolean("debug") ?? false,
  };
}

function readRegistration(given: unknown, path: string): HandlerRegistration {
  const shape = new Shape(given, path, ["call", "event", "handler"]);
  const event = shape.index("event");
  return {
    call: shape.string("call"),
    handler: shape.index("handler") ?? 0,
    ...(event !== undefined && { event }),
  };
}
