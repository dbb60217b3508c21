import { clientGoGo } from "./client-go-in-go.ts";
import { clientGoEcmascript } from "./client-go.ts";
import type { Profile } from "./profile.ts";
import { Vocabulary } from "./vocabulary.ts";

/** The libraries that are known without settings. */
export const defaultProfiles: readonly Profile[] = [clientGoEcmascript, clientGoGo];

/** The words of the known libraries in one language. */
export function vocabularyFor(
  language: Profile["language"],
  profiles: readonly Profile[] = defaultProfiles,
): Vocabulary {
  return new Vocabulary(profiles.filter((profile) => profile.language === language));
}
