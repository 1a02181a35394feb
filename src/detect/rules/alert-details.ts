import { TACTICS } from '../../base/mitre-attack/tactics.ts'
import { SEVERITIES, type Severity } from './rule-fields.ts'

/** How a rule's columns fill in an alert: Sentinel's customDetails and alertDetailsOverride. */
export type AlertDetails = {
  /** Columns by the name that the alert gives them. */
  readonly customDetails: { readonly [name: string]: string }
  /** Texts with `{{Column}}` in them. */
  readonly displayNameFormat: string | null
  readonly descriptionFormat: string | null
  readonly severityColumn: string | null
  readonly tacticsColumn: string | null
}

/** Of a rule that says nothing of its own. */
export const NO_DETAILS: AlertDetails = {
  customDetails: {},
  displayNameFormat: null,
  descriptionFormat: null,
  severityColumn: null,
  tacticsColumn: null,
}

/** What the alert of one row says in the place of what its rule says; null: as the rule. Texts hold what a sender chose. */
export type FilledDetails = {
  readonly displayName: string | null
  readonly description: string | null
  readonly severity: Severity | null
  readonly tactics: readonly string[] | null
  readonly customDetails: { readonly [name: string]: string }
}

type JsonRow = { readonly [column: string]: unknown }

/** Sentinel's limits. Source: https://learn.microsoft.com/azure/sentinel/customize-alert-details */
const LONGEST = { displayName: 256, description: 5000, customDetail: 2048 } as const

const PLACEHOLDER = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g

/** The details of an alert, from the row that its rule made, as JSON. */
export function fillDetails(details: AlertDetails, row: JsonRow): FilledDetails {
  const { customDetails, displayNameFormat, descriptionFormat, severityColumn, tacticsColumn } = details
  return {
    displayName: displayNameFormat === null ? null : format(displayNameFormat, row, LONGEST.displayName),
    description: descriptionFormat === null ? null : format(descriptionFormat, row, LONGEST.description),
    severity: severityColumn === null ? null : severityIn(row[severityColumn]),
    tactics: tacticsColumn === null ? null : tacticsIn(row[tacticsColumn]),
    customDetails: Object.fromEntries(
      Object.entries(customDetails).flatMap(([name, column]) => {
        const text = textOf(row[column]).slice(0, LONGEST.customDetail)
        return text === '' ? [] : [[name, text]]
      }),
    ),
  }
}

/** The columns that a format names. */
export function columnsOfFormat(text: string): readonly string[] {
  return Array.from(text.matchAll(PLACEHOLDER), ([, column = '']) => column)
}

function format(text: string, row: JsonRow, longest: number): string {
  return text.replace(PLACEHOLDER, (_, column: string) => textOf(row[column])).slice(0, longest)
}

/** In any case; null when the column holds anything else. */
function severityIn(value: unknown): Severity | null {
  const text = textOf(value).toLowerCase()
  return SEVERITIES.find((severity) => severity.toLowerCase() === text) ?? null
}

/** A list, as dynamic or as text with commas; spaces aside. null when it names no tactic. */
function tacticsIn(value: unknown): readonly string[] | null {
  const names: readonly unknown[] = Array.isArray(value)
    ? value
    : textOf(value)
        .replace(/[[\]"]/g, '')
        .split(',')
  const wanted = names.map((name) => textOf(name).replace(/\s/g, '').toLowerCase())
  const found = Array.from(TACTICS.keys()).filter((tactic) => wanted.includes(tactic.toLowerCase()))
  return found.length === 0 ? null : found
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
