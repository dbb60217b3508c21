/** Go calls with a known completion or a known way with what they are given. Data; each group says why. */

/** Never return, whatever they are called on: a logger that ends the process, a test that ends here. */
export const neverReturnsInGo: ReadonlySet<string> = new Set([
  "Fatal",
  "Fatalf",
  "Fatalln",
  "FatalDepth",
  "FailNow",
  "Goexit",
]);

/** Never return when called on these packages: elsewhere the name is a common word. */
export const exits: Readonly<Record<string, readonly string[]>> = {
  os: ["Exit"],
  klog: ["Exit", "Exitf", "Exitln", "ExitDepth", "FlushAndExit"],
  glog: ["Exit", "Exitf", "Exitln", "ExitDepth"],
};

/** Panic with what they are given: loggers of several makes. */
export const panics: ReadonlySet<string> = new Set(["Panic", "Panicf", "Panicln"]);

/** Make an error, never nil: the standard library, gRPC, and the errors of the API machinery. */
export const makesError: Readonly<Record<string, RegExp>> = {
  fmt: /^Errorf$/,
  errors: /^(?:New|Errorf|New[A-Z]\w*)$/,
  apierrors: /^New[A-Z]\w*$/,
  kerrors: /^New[A-Z]\w*$/,
  k8serrors: /^New[A-Z]\w*$/,
  status: /^Errorf?$/,
};

/** Wrap an error, and leave nil as it is (`github.com/pkg/errors`); the number is that of the error's argument. */
export const wrapsError: ReadonlySet<string> = new Set([
  "Wrap",
  "Wrapf",
  "WithMessage",
  "WithMessagef",
  "WithStack",
  "Trace",
]);

/** Make one error of a list of them, nil of an empty one: `errors.Join`, and the aggregates of the API machinery. */
export const gathersErrors: ReadonlySet<string> = new Set(["Join", "NewAggregate", "Combine"]);

/** Ask what kind of error they are given; none is the kind of nil. */
export const asksErrorKind = /^(?:Is|As|Has)(?:[A-Z]\w*)?$/;

/** Packages whose functions only look at the form of what they are given, or write it down: no work on an item. */
export const looksOnlyPackages: ReadonlySet<string> = new Set([
  ...[
    "bytes",
    "context",
    "errors",
    "filepath",
    "fmt",
    "json",
    "net",
    "path",
    "reflect",
    "regexp",
    "slices",
    "sort",
  ],
  ...["strconv", "strings", "time", "unicode", "url", "utf8", "validation"],
  ...["glog", "klog", "log", "logr", "logrus", "zap", "trace", "ktrace"],
]);

/** Loggers, by the names that hold them. */
export const isLogger = /^(?:log|logger|klog|glog|slog|logrus|zap|zerolog)$|Log(?:ger)?$/;

/** Functions that give a logger, or write to one: `Logx(ctx)`, `c.logger()`, `logf(...)`. */
export const givesLogger = /^(?:[gG]et|[wW]ith)?[lL]og(?:ger|c|f|x)?$|^LoggerFrom\w*$/;

/** The same for functions and methods of any package, by name. */
export const looksOnlyInGo =
  /^(?:Is(?:Valid|Invalid|WellFormed|Malformed|Bad|Empty)|Split|Parse|Validate|Sprint|Print|Info|Debug|Warn|Error|Trace|Log|HandleError|WithField)\w*$|^(?:String|GoString|V|KObj|KRef|KRefs|WithValues|WithName|WithLabelValues)$|^(?:\w*[kK]eyFunc|(?:DeletionHandling)?ObjectToName)$/;

/** Of those, the ones that write down what they are given, whatever it holds. */
export const writesDownInGo = /^(?:Sprint|Print|Info|Debug|Warn|Error|Trace|Log)\w*$/;

/** Take an item that names an object apart, look the object up (`GetByKey`, or `Get` of a lister or client), and make the item of it again; and which result that is. */
export const namesInGo = [
  { calls: /(?:^|\.)SplitMetaNamespaceKey$/, how: "name", result: 1 },
  { calls: /\.GetByKey$|[lL]ister\.Get$/, how: "byItem", result: 0 },
  { calls: /\.Get$/, how: "byName", result: 0 },
  { calls: /(?:^|\.)(?:\w*MetaNamespaceKeyFunc|[kK]eyFunc)$/, how: "item", result: 0 },
] as const;

/** Give a string, in whatever package: makers of keys, accessors of names, formatting. */
export const givesString =
  /KeyFunc$|^(?:KeyOf|Key|GetName|GetNamespace|Sprintf|Sprint|Join|String|Itoa|ToLower|TrimSpace)$/;

/** Fields of Kubernetes' objects and names that are strings. */
export const isStringField = /^(?:Name|Namespace)$/;

/** Run the function at one argument once each period, which is another: the `wait` package of the API machinery. */
export const runsEachPeriod: Readonly<Record<string, { readonly run: number; readonly period: number }>> = {
  Until: { run: 0, period: 1 },
  NonSlidingUntil: { run: 0, period: 1 },
  JitterUntil: { run: 0, period: 1 },
  Forever: { run: 0, period: 1 },
  UntilWithContext: { run: 1, period: 2 },
  NonSlidingUntilWithContext: { run: 1, period: 2 },
  JitterUntilWithContext: { run: 1, period: 2 },
};

/** Run the function they are given before they return, any number of times. */
export const runsNow: ReadonlySet<string> = new Set([
  "RetryOnConflict",
  "OnError",
  "ExponentialBackoff",
  "ExponentialBackoffWithContext",
  "Poll",
  "PollImmediate",
  "PollUntilContextTimeout",
  "PollUntilContextCancel",
  "Do",
  "ParallelizeUntil",
]);
