import type { Vocabulary } from "../../../protocol/vocabulary.ts";
import { CallGraph } from "../call-graph.ts";
import { Callees } from "../callees.ts";
import { receivedItems } from "../channels.ts";
import { Handles, type TakeSite } from "../handles.ts";
import { MethodValues } from "../method-values.ts";
import type { ImportedFacts } from "../module/facts.ts";
import { PlaceFlow } from "../place-flow.ts";
import { Places } from "../places.ts";
import { QueueEvidence } from "../queue-evidence.ts";
import { GoTypes } from "../types.ts";
import type { FileIndex } from "./file-index.ts";
import { GoPackage } from "./go-package.ts";

/** What is known of a package, whichever of its files is linted. */
export interface PackageAnalysis {
  readonly package: GoPackage;
  readonly types: GoTypes;
  readonly callees: Callees;
  readonly evidence: QueueEvidence;
  readonly handles: Handles;
  /** Where items are taken: by calls of queues, and by receives of what was. */
  readonly takeSites: readonly TakeSite[];
  readonly callGraph: CallGraph;
  readonly methodValues: MethodValues;
}

export function analyse(
  files: readonly FileIndex[],
  vocabulary: Vocabulary,
  imported: ImportedFacts,
): PackageAnalysis {
  const pkg = new GoPackage(files);
  const types = new GoTypes(pkg);
  const callees = new Callees(pkg, types);
  const evidence = new QueueEvidence(pkg, types, vocabulary, imported);
  const places = new Places(pkg, types, callees, evidence);
  const flow = new PlaceFlow(pkg, types, places, callees);
  const handles = new Handles(pkg, types, { places, callees, flow }, evidence, vocabulary);
  const callGraph = new CallGraph(pkg, callees);
  const received = receivedItems({ package: pkg, places, flow, handles, callees, callGraph });
  return {
    package: pkg,
    types,
    callees,
    evidence,
    handles,
    takeSites: [...handles.takes, ...received],
    callGraph,
    methodValues: new MethodValues(pkg, handles),
  };
}
