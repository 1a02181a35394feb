/**
 * Every error that reaches a user carries one of these codes; the value is the remedy shown where the thrower has no better one.
 * docs/reference/errors.md is generated from this table.
 */
export const ERROR_CATALOGUE = {
  RUNTIME_TOO_OLD: 'Install Node 24 or newer, or run it by npm inside the repository, which brings its own.',
  FILE_UNREADABLE: 'Check the path and its permissions.',
  YAML_SYNTAX: 'Correct the YAML at the place named.',
  CONFIG_INVALID: 'Correct the key at the place named; docs/reference/configuration.md lists every key.',
  SECRET_UNAVAILABLE: 'Set the environment variable or make the secret file readable.',
  RULE_INVALID: 'Correct the rule file at the place named.',
  KQL_SYNTAX: 'Correct the query at the place named.',
  KQL_UNSUPPORTED: 'Rewrite the query without it, or switch the rule off in `ruleOverrides`.',
  KQL_TOO_COSTLY: 'Let the query look at less of an event: docs/kql.md has the limits.',
  EXCLUSION_INVALID: 'Correct the exclusions file at the place named.',
  EXCLUSION_EXPIRED: 'Renew `expires` if the exclusion is still right, or delete it.',
  LISTEN_FAILED: 'Choose another address or port, or stop the program that has it.',
  TLS_INVALID: 'Check the certificate and the key: both PEM, and made for each other.',
  STORE_UNAVAILABLE: 'Make the data directory writable, with room left on its disk.',
  SEND_FAILED: 'Check host, port and protocol, and that a listener is there.',
  NOT_READY: 'Look at `/readyz?verbose` and at the log of the daemon.',
  INPUT_INVALID: 'Check the argument; --help lists what is accepted.',
} as const

export type ErrorCode = keyof typeof ERROR_CATALOGUE

/** Where in a user's file something is wrong. Lines and columns count from 1. */
export type Place = { readonly file: string; readonly line?: number; readonly column?: number }

/** An error a user can act on: what is wrong, where, and what to do. */
export class CefwatchError extends Error {
  override readonly name = 'CefwatchError'
  readonly code: ErrorCode
  readonly place: Place | undefined
  readonly remedy: string

  constructor(code: ErrorCode, message: string, options: { place?: Place | undefined; remedy?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.place = options.place
    this.remedy = options.remedy ?? ERROR_CATALOGUE[code]
  }
}

/** `file:line:column`, as editors and terminals link it. */
export function formatPlace(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':')
}

/** One line for a terminal: `config.yaml:3:5: unknown key "prot" (CONFIG_INVALID). Correct the key ..` */
export function formatError(error: CefwatchError): string {
  const where = error.place === undefined ? '' : `${formatPlace(error.place)}: `
  return `${where}${error.message} (${error.code}). ${error.remedy}`
}
