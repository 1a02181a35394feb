const STATUS_OF_CODE = {
  REQUEST_INVALID: 400,
  UNAUTHORIZED: 401,
  ORIGIN_REFUSED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  HOST_REFUSED: 421,
  INTERNAL: 500,
} as const

export type ApiErrorCode = keyof typeof STATUS_OF_CODE

/** An answer that is not a success. Its message is shown to the client. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: ApiErrorCode
  readonly statusCode: number

  constructor(code: ApiErrorCode, message: string) {
    super(message)
    this.code = code
    this.statusCode = STATUS_OF_CODE[code]
  }
}
