/** One `key=value` of a CEF extension, unescaped. Keys keep their spelling and order, and may repeat. */
export type CefExtensionField = { readonly key: string; readonly value: string }

/** What the seven fields of the header say (ArcSight CEF, Implementation Standard rev. 25), unescaped. */
export type CefHeader = {
  readonly version: string
  readonly deviceVendor: string
  readonly deviceProduct: string
  readonly deviceVersion: string
  readonly signatureId: string
  readonly name: string
  readonly severity: string
}

export type CefEvent = { readonly header: CefHeader; readonly extension: readonly CefExtensionField[] }

/** Why a text is not conformant CEF. `code` is stable and counted. */
export type CefError = { readonly code: 'not_cef' | 'header_too_short' | 'extension_without_keys'; readonly message: string }

/** With an error, `event` holds what could be recovered, or null when nothing could. */
export type CefResult =
  { readonly event: CefEvent; readonly error: CefError | null } | { readonly event: null; readonly error: CefError }
