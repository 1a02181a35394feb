/** One of Zscaler's logs: how the keys of its CEF feed are named elsewhere. */
export type LogType = {
  /** The Device Product of its CEF. */
  readonly product: string
  /** By CEF key the names of the field in feeds of other formats, in lower case. */
  readonly names: Readonly<Record<string, readonly string[]>>
  /** What the CEF feed puts into the label of a custom field. */
  readonly labels: Readonly<Record<string, string>>
}
