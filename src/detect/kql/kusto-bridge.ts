import { createRequire } from 'node:module'

/*
 * Microsoft's parser is C# compiled to JavaScript by Bridge, and names things as C# does. These are its types as far as they are used;
 * the package's own declare 1.7 MB of globals.
 */

export type BridgeList<T> = { readonly Count: number; readonly getItem: (index: number) => T }

type BridgeSymbol = { readonly Kind: number; readonly Name: string }

type LexicalToken = { readonly Text: string }

type BridgeToken = LexicalToken & { readonly TextStart: number }

export type BridgeNode = {
  readonly Kind: number
  readonly IsToken: boolean
  readonly TextStart: number
  readonly End: number
  readonly ChildCount: number
  readonly GetChild: (index: number) => BridgeNode | null
  readonly GetFirstToken: () => BridgeToken | null
  readonly Operator?: BridgeToken
  readonly ResultType?: (BridgeSymbol & { readonly Columns?: BridgeList<BridgeSymbol> }) | null
  readonly ReferencedSymbol?: BridgeSymbol | null
  readonly SimpleName?: string
  readonly ConstantValue?: unknown
}

type BridgeDiagnostic = {
  readonly Code: string
  readonly Severity: string
  readonly Message: string
  readonly Start: number
  readonly Length: number
}

type BridgeCode = { readonly Syntax: BridgeNode; readonly GetDiagnostics: () => BridgeList<BridgeDiagnostic> }

type TableSymbol = BridgeSymbol & { readonly WithName: (name: string) => TableSymbol }

type GlobalState = { readonly WithDatabase: (database: BridgeSymbol) => GlobalState }

type BridgeEnum = { readonly $$name: string }

type KustoLanguage = {
  readonly KustoCode: { readonly ParseAndAnalyze: (text: string, globals: GlobalState) => BridgeCode }
  readonly GlobalState: { readonly Default: GlobalState }
  readonly Parsing: { readonly TokenParser: { readonly ParseTokens: (text: string) => readonly LexicalToken[] } }
  readonly Syntax: { readonly SyntaxKind: BridgeEnum }
  readonly Symbols: {
    readonly SymbolKind: BridgeEnum
    readonly TableSymbol: { readonly From: (schema: string) => TableSymbol }
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: readonly TableSymbol[]) => BridgeSymbol }
  }
}

type BridgeGlobals = {
  readonly System: { readonly Enum: { readonly toString: (type: BridgeEnum, value: number) => string } }
  readonly Kusto: { readonly Language: KustoLanguage }
}

/** `Kusto.Language` of @kusto/language-service-next, and what .NET calls System. Importing this takes half a second and 100 MB. */
export const { System, Kusto } = loadScripts()

/** The package has no module form: its scripts set global variables. */
function loadScripts(): BridgeGlobals {
  const require = createRequire(import.meta.url)
  require('@kusto/language-service-next/bridge.min.js')
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js')
  return globalThis as unknown as BridgeGlobals
}
