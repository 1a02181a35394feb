/** A way for syslog messages to a receiver. */
export type Transport = {
  /** Takes one message, without framing. */
  readonly write: (message: string) => void
  /** Resolves when what was written has been given to the kernel. Rejects with SEND_FAILED. */
  readonly flush: () => Promise<void>
  /** Resolves when everything was sent and the way is closed. Rejects with SEND_FAILED. */
  readonly close: () => Promise<void>
}

export type Target = { readonly host: string; readonly port: number }
