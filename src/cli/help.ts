export const help = `Finds work-queue mistakes in Go, TypeScript and JavaScript.

  workqueue-lint [options] [path | glob | ./...]...

Directories are searched with all below them, but for node_modules, vendor, dist and .git. Generated code is left out.
Without a path, the current directory is searched. A configuration of ESLint is neither needed nor read.

  -f, --format FORMAT       stylish (default), json, sarif, github, gitlab or shard
      --report FILE         also write a page in HTML that shows the findings with their paths
      --preset PRESET       recommended (default), strict or all
      --rule NAME[:CERTAINTY]
                            run this rule instead of a preset, with certainty "certain" (default) or "likely";
                            may be given several times
      --tests               look into _test.go files, too, which are left out by default
      --no-tests            leave out the test files of TypeScript and JavaScript, too
      --quiet               report errors only
      --max-warnings N      exit with 1 if there are more warnings than that
      --concurrency N       processes to lint with: a number, "off" for this one, or "auto" (default) for as many as pay
      --cache               keep results in .workqueue-lint-cache.json, and look again only at what can have changed:
                            a file, its package and module in Go, the options, the versions
      --cache-location FILE keep them there instead
      --shard I/N           lint one part of N, the I-th, in files that are split alike on every machine
      --merge-reports       read the reports of all shards (--format shard) instead of files, and report on them
      --debug               say on standard error what was not understood
      --explain RULE        print the documentation of a rule
  -v, --version             print the version
  -h, --help                print this

Exit status: 0 nothing found, 1 something found, 2 the command could not do what it was asked to.
`;
