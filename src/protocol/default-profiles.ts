import { clientGoEcmascript } from "./client-go.ts";
import type { Profile } from "./profile.ts";
import { Vocabulary } from "./vocabulary.ts";

const method = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const clientGoInGo: Profile = {
  ...clientGoEcmascript,
  language: "go",
  modules: ["k8s.io/client-go/util/workqueue"],
  types: [],
  factories: [],
  calls: Object.fromEntries(
    Object.entries(clientGoEcmascript.calls).map(([name, meaning]) => [method(name), meaning]),
  ),
  distinctive: ["AddRateLimited", "NumRequeues"],
};

/** The libraries that are known without settings. */
export const defaultProfiles: readonly Profile[] = [clientGoEcmascript, clientGoInGo];

/** The words of the known libraries in one language. */
export function vocabularyFor(
  language: Profile["language"],
  profiles: readonly Profile[] = defaultProfiles,
): Vocabulary {
  return new Vocabulary(profiles.filter((profile) => profile.language === language));
}
