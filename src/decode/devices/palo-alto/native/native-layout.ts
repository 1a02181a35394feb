/** A field by its position, counted from 0, the CEF key that the vendor's guide gives it, and the label where the key is a custom one. */
export type NativeField = readonly [position: number, key: string, label?: string]

/** What the fields of a log type are, and which of them stand in the header of its CEF. */
export type NativeLayout = {
  readonly fields: readonly NativeField[]
  readonly signatureId: number
  /** The position of the severity's word; null where the guide types a fixed `1`. */
  readonly severity: number | null
}

/** Of every log type. Field 6, the generated time, is not among them: see startTime() of read-native.ts. */
export const COMMON_FIELDS: readonly NativeField[] = [
  [1, 'rt'],
  [2, 'deviceExternalId'],
]

export const TYPE = 3
export const SUBTYPE = 4
export const GENERATED_TIME = 6

/** Fields that follow each other, from `first` on; "" leaves one out. */
export function run(first: number, keys: readonly string[]): readonly NativeField[] {
  return keys.flatMap((key, index): readonly NativeField[] => (key === '' ? [] : [[first + index, key]]))
}

/** The four levels of the device group, the names of virtual system and firewall. */
export function deviceFields(first: number): readonly NativeField[] {
  return run(first, ['PanOSDGl1', 'PanOSDGl2', 'PanOSDGl3', 'PanOSDGl4', 'PanOSVsysName', 'dvchost'])
}
