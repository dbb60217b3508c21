import { clientGoGo } from "./client-go-in-go.ts";
import { clientGoEcmascript } from "./client-go.ts";
import type { Profile } from "./profile.ts";
import { Vocabulary } from "./vocabulary.ts";

/** The libraries that are known without settings. */
export const defaultProfiles: readonly Profile[] = [clientGoEcmascript, clientGoGo];

const vocabularies: { [Language in Profile["language"]]?: Vocabulary } = {};

/** The words of some libraries, the known ones alone if nothing else is said, in one language. There is one object for the known ones. */
export function vocabularyFor(
  language: Profile["language"],
  profiles: readonly Profile[] = defaultProfiles,
): Vocabulary {
  const own = profiles.filter((profile) => profile.language === language);
  if (!own.every((profile) => defaultProfiles.includes(profile))) return new Vocabulary(own);
  return (vocabularies[language] ??= new Vocabulary(own));
}
