import { Document, isMap, isSeq, type Scalar } from 'yaml'
import { z } from 'zod'
import { configSchema } from '../src/config/schema.ts'

type Node = {
  readonly title?: string
  readonly description?: string
  readonly example?: unknown
  readonly type?: string
  readonly const?: string
  readonly enum?: readonly string[]
  readonly default?: unknown
  readonly items?: Node
  readonly properties?: Readonly<Record<string, Node>>
  readonly required?: readonly string[]
  readonly oneOf?: readonly Node[]
  readonly anyOf?: readonly Node[]
}

type Section = { readonly heading: string; readonly options: readonly Option[] }

type Option = { readonly path: string; readonly node: Node; readonly required: boolean }

/** Though they are not required by themselves: one of `url` and `urlFile` is. */
const ALWAYS_SHOWN: ReadonlySet<string> = new Set(['url'])

const jsonSchema = z.toJSONSchema(configSchema, { io: 'input' })

/** The configuration file's JSON Schema, for editors. */
export function configurationSchema(): string {
  return `${JSON.stringify({ title: 'cefwatch configuration', ...jsonSchema }, null, 2)}\n`
}

/** The page of all options. */
export function configurationPage(): string {
  return `# Configuration

One YAML file (JSON is accepted too), given with \`--config\`. Unknown keys are errors. Durations are written \`30s\`, \`5m\`, \`24h\`; sizes \`64KiB\`,
\`4MiB\`. Relative paths are taken from the file's folder. Secrets may hold \`\${VAR}\`, or come from a file with the key that ends in \`File\`; its path may hold \`\${VAR}\` too. With systemd's
\`LoadCredential=webhook-url:/etc/cefwatch/secrets/webhook-url\` that is \`urlFile: \${CREDENTIALS_DIRECTORY}/webhook-url\`.
\`cefwatch check\` tests a file without starting. The JSON Schema is in [configuration.schema.json](configuration.schema.json), an example with
every option in [configuration.example.yaml](configuration.example.yaml).

${sections()
  .map(({ heading, options }) => `## ${heading}\n\n${tableOf(options)}`)
  .join('\n\n')}
`
}

/** A configuration that sets every option, to its default or an example. `check` accepts it. */
export function configurationExample(): string {
  const document = new Document(exampleOf(jsonSchema as Node))
  describe(document.contents, jsonSchema as Node)
  document.commentBefore = ' Every option of cefwatch, at its default or an example. None has to be set.'
  return document.toString({ lineWidth: 0 })
}

/** The example of an object is that of its options; a list shows one of each kind. Undefined where an option has none. */
function exampleOf(node: Node): unknown {
  if (node.properties !== undefined) {
    const options = Object.entries(node.properties).map(([key, child]) => [key, exampleOf(child)])
    return Object.fromEntries(options.filter(([, value]) => value !== undefined))
  }
  if (node.items !== undefined && variantsOf(node.items).length > 0) return variantsOf(node.items).map(exampleOfVariant)
  return node.example ?? node.default ?? node.const
}

/** The first kind in a list shows every option; another one what it must have, and what is its own. */
function exampleOfVariant(variant: Node, index: number, variants: readonly Node[]): unknown {
  if (index === 0) return exampleOf(variant)
  const common = commonOptions(variants)
  const shown = Object.entries(variant.properties ?? {}).filter(
    ([key]) => !common.has(key) || (variant.required ?? []).includes(key) || ALWAYS_SHOWN.has(key),
  )
  const example = exampleOf({ properties: Object.fromEntries(shown) }) as Record<string, unknown>
  const kind = Object.values(variant.properties ?? {}).find((node) => node.const !== undefined)?.const
  // Names must differ.
  return 'name' in example ? { ...example, name: kind } : example
}

/** Options that all kinds of a list have in the same form. */
function commonOptions(variants: readonly Node[]): ReadonlySet<string> {
  if (variants.length < 2) return new Set()
  const [first, ...others] = variants
  const isCommon = ([key, node]: readonly [string, Node]): boolean =>
    others.every(({ properties }) => JSON.stringify(properties?.[key]) === JSON.stringify(node))
  return new Set(
    Object.entries(first?.properties ?? {})
      .filter(isCommon)
      .map(([key]) => key),
  )
}

/** Puts each option's description above it. */
function describe(yaml: unknown, node: Node): void {
  if (isMap<Scalar<string>>(yaml)) {
    for (const { key, value } of yaml.items) {
      const option = node.properties?.[key.value]
      if (option?.description !== undefined) key.commentBefore = ` ${option.description}`
      if (option !== undefined) describe(value, option)
    }
  }
  if (isSeq(yaml)) yaml.items.forEach((item, index) => describe(item, variantsOf(node.items ?? {})[index] ?? {}))
}

/** The kinds of object that a list may hold. */
function variantsOf(item: Node): readonly Node[] {
  return item.oneOf ?? (item.properties === undefined ? [] : [item])
}

function sections(): readonly Section[] {
  const root = jsonSchema as Node
  const general: Option[] = []
  const nested: Section[] = []
  for (const [key, node] of Object.entries(root.properties ?? {})) {
    const variants = variantsOf(node.items ?? {})
    if (variants.length > 0) nested.push(...sectionsOfList(key, variants))
    else if (node.properties !== undefined) nested.push({ heading: key, options: optionsOf(node) })
    else general.push({ path: key, node, required: false })
  }
  return [{ heading: 'General', options: general }, ...nested]
}

/** What all kinds of a list have comes first, then what each has of its own. */
function sectionsOfList(key: string, variants: readonly Node[]): readonly Section[] {
  const [first = {}] = variants
  const common = commonOptions(variants)
  const isCommon = ({ path }: Option): boolean => common.has(path.split('.', 1).join(''))
  const sections = variants.map((variant) => ({
    heading: `${key}[]${variant.title === undefined ? '' : `: ${variant.title}`}`,
    options: optionsOf(variant).filter((option) => !isCommon(option)),
  }))
  return common.size === 0 ? sections : [{ heading: `${key}[]`, options: optionsOf(first).filter(isCommon) }, ...sections]
}

/** The options of an object, and those of objects in it, by their path. */
function optionsOf(node: Node, prefix = ''): readonly Option[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const required = (node.required ?? []).includes(key) && child.default === undefined
    if (child.properties !== undefined) return optionsOf(child, `${prefix}${key}.`)
    return [{ path: prefix + key, node: child, required }]
  })
}

function tableOf(options: readonly Option[]): string {
  const rows = options.map(({ path, node, required }) => {
    const fallback = required ? 'required' : node.default === undefined ? '' : code(node.default)
    const example = node.example === undefined ? '' : ` Example: ${code(node.example)}.`
    return `| \`${path}\` | ${typeOf(node)} | ${fallback} | ${node.description ?? ''}${example} |`
  })
  return ['| option | type | default | why one would set it |', '|---|---|---|---|', ...rows].join('\n')
}

function typeOf(node: Node): string {
  if (node.const !== undefined) return code(node.const)
  if (node.enum !== undefined && node.enum.length < 10) return node.enum.map(code).join(', ')
  if (node.enum !== undefined) return 'column name'
  if (node.anyOf !== undefined) return node.anyOf.map(typeOf).join(' or ')
  return node.items === undefined ? (node.type ?? '') : `list of ${typeOf(node.items)}`
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}
