/**
 * The arrows of the architecture: what each folder of src/ may know. The same table, with the reasons: docs/architecture.md.
 * Every folder may know itself and base/.
 */
const MAY_KNOW = {
  base: [],
  'receive/frame-batch.ts': [],
  'receive/syslog-server': ['receive/frame-batch.ts'],
  'receive/syslog-message': [],
  'receive/scanner': ['receive/frame-batch.ts'],
  'decode/common-security-log': ['decode/cef-parser'],
  'decode/cef-parser': [],
  decode: ['decode'],
  'detect/kql': ['detect/match.ts', 'decode/common-security-log'],
  'detect/rules': ['detect/kql', 'decode/common-security-log'],
  'detect/exclusions': ['detect/kql', 'decode'],
  detect: ['detect', 'decode', 'receive/frame-batch.ts', 'receive/syslog-message', 'receive/scanner'],
  'respond/alerts': ['detect', 'decode'],
  'respond/delivery': ['respond/alerts', 'decode/cef-parser'],
  metrics: ['receive', 'decode', 'detect', 'respond'],
  config: ['decode/common-security-log', 'decode/devices/device.ts', 'respond/delivery'],
  http: ['respond'],
  simulator: [],
  console: [],
  runtime: ['receive', 'decode', 'detect', 'respond', 'metrics', 'config', 'http', 'simulator'],
  cli: ['runtime', 'http/resources.ts', 'receive/frame-batch.ts', 'decode', 'detect', 'respond', 'config', 'simulator'],
}

/** Folders that compute and nothing else: no socket, clock, file or logger. */
const PURE = '^src/(receive/(frame-batch\\.ts|syslog-message|scanner)|decode|detect)(/|$)'
const EFFECTS =
  '^(node:)?(net|dgram|tls|http|https|http2|dns|fs|fs/promises|child_process|worker_threads|cluster|sqlite|timers|timers/promises)$'

const folders = Object.keys(MAY_KNOW)
const escape = (path) => path.replaceAll('.', '\\.')
/** A folder's own files: not those of the folders inside it that have a row of their own. */
const filesOf = (folder) => ({
  path: `^src/${escape(folder)}(/|$)`,
  pathNot: folders.filter((other) => other.startsWith(`${folder}/`)).map((other) => `^src/${escape(other)}(/|$)`),
})

export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, pathNot: '^src/(console|cli/main\\.ts|runtime/[a-z-]+-worker\\.ts|.*\\.(d|as)\\.ts$)' },
      to: {},
    },
    { name: 'pure', severity: 'error', from: { path: PURE }, to: { path: EFFECTS } },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    ...Object.entries(MAY_KNOW).map(([folder, known]) => ({
      name: `${folder} knows only ${known.join(', ') || 'itself'}`,
      severity: 'error',
      from: filesOf(folder),
      to: {
        path: '^src/',
        pathNot: ['^src/base/', `^src/${escape(folder)}(/|$)`, ...known.map((other) => `^src/${escape(other)}(/|$)`)],
      },
    })),
    {
      name: 'every-folder-has-a-row',
      severity: 'error',
      from: { path: '^src/', pathNot: folders.map((folder) => `^src/${escape(folder)}(/|$)`) },
      to: {},
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: '^node_modules',
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
