import type { Rule } from "eslint";
import { leadTo, type Finding } from "../flow/finding.ts";
import type { Certainty, Property } from "../flow/property.ts";
import type { Span } from "../flow/program.ts";
import type { Effect } from "../protocol/effects.ts";
import { analyses, ask, type Analysis } from "./analysis.ts";
import { isOfInterest, isSilencedAt } from "./interest.ts";
import { suggestionFor, type Edit } from "./suggestions.ts";
import { keep } from "./traces.ts";

export type Preset = "recommended" | "strict" | "all";

/** One rule: its property and its words. */
export interface RuleDefinition<MessageId extends string> {
  readonly name: string;
  /** One sentence, no full stop. */
  readonly description: string;
  readonly preset: Preset;
  /** `problem` when what is reported is wrong, `suggestion` when it is right but could be better said. */
  readonly type: "problem" | "suggestion";
  /** What must hold; a rule with several speaks of each. */
  readonly properties: readonly Property[];
  readonly messages: Readonly<Record<MessageId, string>>;
  /** What is marked: the taking call, the call that ends the path, its item, or the last call with this effect on the path. */
  readonly reportsAt: "take" | "call" | "item" | Effect;
  /** The message for a finding, or undefined to leave it unreported. */
  readonly describe: (
    finding: Finding,
    analysis: Analysis,
  ) => { messageId: MessageId; data: Record<string, string> } | undefined;
  /** Offered where it is known what to write. `messageId` names the sentence that offers the edit; it may use `{{code}}`. */
  readonly suggests?: readonly { readonly messageId: MessageId; readonly edit: Edit }[];
}

export interface RuleOptions {
  readonly certainty?: Certainty;
}

const homepage = "https://github.com/eslint-plugin-workqueue/eslint-plugin-workqueue/blob/main/docs/rules";

const schema = [
  {
    type: "object",
    properties: {
      certainty: {
        enum: ["certain", "likely"],
        description:
          "`certain` reports only what happens on a path that can be taken; `likely` also what rests on conditions that may not be able to differ.",
      },
    },
    additionalProperties: false,
  },
] as const;

/** The ESLint rule that reports what its property finds, in every language of the plugin. */
export function defineRule<MessageId extends string>(definition: RuleDefinition<MessageId>): Rule.RuleModule {
  const docs = {
    description: definition.description,
    recommended: definition.preset === "recommended",
    preset: definition.preset,
    url: `${homepage}/${definition.name}.md`,
  };
  return {
    meta: {
      type: definition.type,
      docs,
      ...(definition.suggests && { hasSuggestions: true }),
      messages: definition.messages,
      schema: [...schema],
      defaultOptions: [{ certainty: "certain" }],
    },
    create(context) {
      if (!isOfInterest(context)) return {};
      ask(context.sourceCode, definition.properties);
      const { certainty = "certain" } = (context.options[0] ?? {}) as RuleOptions;
      return {
        [context.sourceCode.ast.type]: () => {
          const reported = new Set<number>();
          for (const analysis of analyses(context)) {
            for (const finding of definition.properties.flatMap(analysis.findings)) {
              const at = placeOf(definition, finding, analysis);
              if (
                !at ||
                reported.has(at.start) ||
                (finding.certainty === "likely" && certainty === "certain")
              )
                continue;
              if (report(context, definition, { finding, analysis, at })) reported.add(at.start);
            }
          }
        },
      };
    },
  };
}

/** Reports a finding at `at`; false when the rule has nothing to say of it. */
function report<MessageId extends string>(
  context: Rule.RuleContext,
  definition: RuleDefinition<MessageId>,
  { finding, analysis, at }: { finding: Finding; analysis: Analysis; at: Span },
): boolean {
  const described = definition.describe(finding, analysis);
  if (!described || isSilencedAt(context, at.start)) return false;
  const suggest = (definition.suggests ?? []).flatMap(({ messageId, edit }) => {
    const suggestion = suggestionFor(edit, finding, analysis);
    return suggestion ? { messageId, data: { code: suggestion.code }, fix: suggestion.fix } : [];
  });
  const message = filledIn(definition.messages[described.messageId], described.data);
  keep(context.sourceCode, { ruleId: context.id, message, at, finding, analysis });
  context.report({
    loc: {
      start: context.sourceCode.getLocFromIndex(at.start),
      end: context.sourceCode.getLocFromIndex(at.end),
    },
    ...described,
    suggest,
  });
  return true;
}

/** A message as ESLint fills it in. */
function filledIn(message: string, data: Readonly<Record<string, string>>): string {
  return message.replace(/{{\s*(\w+)\s*}}/g, (placeholder, name: string) => data[name] ?? placeholder);
}

/** Where a finding is reported: always in the linted file, or not at all. */
function placeOf<MessageId extends string>(
  { reportsAt }: RuleDefinition<MessageId>,
  finding: Finding,
  { program, followsImports }: Analysis,
): Span | undefined {
  const { take, end, effects } = finding;
  const isAtCall = reportsAt === "call" || reportsAt === "item";
  if (reportsAt === "take" || (isAtCall && end.kind !== "effect"))
    return take?.at.file === program.file ? take?.at : undefined;
  const event = isAtCall
    ? end.kind === "effect" && end.effect
    : effects.findLast(({ effect }) => effect === reportsAt);
  if (!event) return undefined;
  if (event.at.file === program.file) return (reportsAt === "item" ? event.itemAt : undefined) ?? event.at;
  return followsImports ? leadTo(program, finding, event) : undefined;
}
