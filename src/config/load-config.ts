import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CefwatchError, type Place } from '../base/errors.ts'
import { parseYamlFile, type YamlFile } from '../base/yaml-file.ts'
import type { Config, ListenerConfig, RuleOverrideConfig } from './config.ts'
import { resolveWebhook } from './resolve-webhook.ts'
import { type ConfigFile, configSchema } from './schema.ts'
import { type Environment, SecretReader } from './secret-reader.ts'

export type ConfigResult =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

/** The rules that cefwatch brings, used when a configuration names none. */
const SHIPPED_RULES = resolve(import.meta.dirname, '../../config/rules/*.yaml')

/**
 * Reads a configuration file (YAML, or the JSON that is YAML), fills in defaults, makes paths absolute and reads secrets. Every problem
 * is reported, with file, line and column.
 */
export function loadConfig(file: string, environment: Environment): ConfigResult {
  const absolute = resolve(file)
  let text: string
  try {
    text = readFileSync(absolute, 'utf8')
  } catch (cause) {
    return {
      ok: false,
      errors: [new CefwatchError('FILE_UNREADABLE', 'the configuration cannot be read', { place: { file: absolute }, cause })],
    }
  }
  const parsed = parseYamlFile(text, absolute, configSchema, 'CONFIG_INVALID')
  return parsed.ok ? resolveConfig(parsed.file, absolute, environment) : parsed
}

function resolveConfig(yaml: YamlFile<ConfigFile>, file: string, environment: Environment): ConfigResult {
  const value = yaml.value
  const fromHere = (path: string): string => resolve(dirname(file), path)
  const secrets = new SecretReader(environment, fromHere, yaml.placeOf)
  const optionErrors: CefwatchError[] = []
  const source = { ...yaml, fromHere, report: (error: CefwatchError) => optionErrors.push(error) }
  const config: Config = {
    file,
    listeners: value.listeners.map((listener, index) => resolveListener(listener, ['listeners', index], secrets)),
    allow: value.allow,
    sources: value.sources.map(({ name, addresses, timezone, silentAfter }) => {
      return { name, addresses, timeZone: timezone, silentAfterMs: silentAfter ?? null }
    }),
    rules: value.rules?.map(fromHere) ?? [SHIPPED_RULES],
    ruleOverrides: value.ruleOverrides.map((override, index) =>
      resolveOverride(override, yaml.placeOf(['ruleOverrides', index])),
    ),
    functions: value.functions.map(fromHere),
    exclusions: value.exclusions === undefined ? null : fromHere(value.exclusions),
    webhooks: value.webhooks.map((webhook, index) => resolveWebhook(webhook, ['webhooks', index], secrets, source)),
    grouping: resolveGrouping(value.grouping),
    storm: { perRule: value.storm.perRule, global: value.storm.global, windowMs: value.storm.window },
    http: { address: value.http.address, port: value.http.port, token: secrets.optional(value.http, 'token', ['http']) },
    data: {
      directory: fromHere(value.data.directory),
      retention: { ageMs: value.data.retention.age, sizeBytes: value.data.retention.size },
    },
    workers: value.workers,
    log: value.log,
  }
  const errors = [
    ...secrets.errors,
    ...optionErrors,
    ...duplicateNames('listeners', config.listeners, yaml),
    ...duplicateNames('sources', config.sources, yaml),
    ...duplicateNames('webhooks', config.webhooks, yaml),
  ]
  return errors.length === 0 ? { ok: true, config } : { ok: false, errors }
}

function resolveGrouping({ by, window, closeAfter, maxDuration }: ConfigFile['grouping']): Config['grouping'] {
  return { by: by ?? null, windowMs: window, closeAfterMs: closeAfter ?? window, maxDurationMs: maxDuration }
}

function resolveListener(
  listener: ConfigFile['listeners'][number],
  path: readonly PropertyKey[],
  secrets: SecretReader,
): ListenerConfig {
  const name = listener.name ?? `${listener.protocol}-${listener.port}`
  if (listener.protocol !== 'tls') return { ...listener, name }
  const certificateFile = secrets.path(listener.certificateFile, [...path, 'certificateFile'])
  return { ...listener, name, certificateFile, keyFile: secrets.path(listener.keyFile, [...path, 'keyFile']) }
}

function resolveOverride(override: ConfigFile['ruleOverrides'][number], place: Place): RuleOverrideConfig {
  const { rule, enabled = null, severity = null, grouping: { by, window } = {} } = override
  const grouping = { ...(by === undefined ? {} : { by }), ...(window === undefined ? {} : { windowMs: window }) }
  return { rule, enabled, severity, grouping, place }
}

function duplicateNames(
  key: 'listeners' | 'sources' | 'webhooks',
  items: readonly { readonly name: string }[],
  yaml: YamlFile<ConfigFile>,
): CefwatchError[] {
  return items.flatMap(({ name }, index) => {
    if (items.findIndex((other) => other.name === name) === index) return []
    return [new CefwatchError('CONFIG_INVALID', `two ${key} are called "${name}"`, { place: yaml.placeOf([key, index]) })]
  })
}
