// @ts-check

const TOKEN_KEY = 'cefwatch-token'

/** The API's answer when it is not a success. */
export class ApiError extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message)
    this.name = 'ApiError'
    this.status = status
  }
}

/** Kept for the tab, so that reloading does not ask again. @param {string} token */
export function rememberToken(token) {
  sessionStorage.setItem(TOKEN_KEY, token)
}

export function hasToken() {
  return sessionStorage.getItem(TOKEN_KEY) !== null
}

/**
 * GET below `/api/v1`. Rejects with ApiError, or with TypeError when nothing answers.
 *
 * @template T
 * @param {string} path
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export async function get(path, signal) {
  const token = sessionStorage.getItem(TOKEN_KEY)
  const headers = new Headers(token === null ? {} : { authorization: `Bearer ${token}` })
  const response = await fetch(`api/v1/${path}`, { headers, signal })
  if (!response.ok) throw new ApiError(response.status, await messageOf(response))
  return response.json()
}

/** @param {Response} response */
async function messageOf(response) {
  try {
    return (await response.json()).error.message
  } catch {
    return `${response.status} ${response.statusText}`
  }
}
