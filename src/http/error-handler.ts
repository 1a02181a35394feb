import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { CefwatchError } from '../base/errors.ts'
import { ApiError } from './api-error.ts'

type ErrorAnswer = { readonly statusCode: number; readonly code: string; readonly message: string }

/** Answers every error with `{"error": {code, message}}`. What the client did not cause is logged, and not described to it. */
export function errorHandler(error: FastifyError | ApiError | CefwatchError, request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode, code, message } = answerTo(error)
  if (statusCode >= 500) request.log.error(error)
  void reply.code(statusCode).send({ error: { code, message } })
}

export function notFoundHandler(request: FastifyRequest): never {
  throw new ApiError('NOT_FOUND', `nothing answers ${request.method} ${request.url}`)
}

function answerTo(error: FastifyError | ApiError | CefwatchError): ErrorAnswer {
  if (error instanceof ApiError) return error
  if (error instanceof CefwatchError) return { statusCode: 503, code: error.code, message: `${error.message}. ${error.remedy}` }
  const { statusCode = 500 } = error
  if (statusCode < 500) return { statusCode, code: 'REQUEST_INVALID', message: describeInvalidRequest(error) }
  return { statusCode, code: 'INTERNAL', message: 'cefwatch failed to answer; its log says why' }
}

function describeInvalidRequest(error: FastifyError): string {
  const [problem] = error.validation ?? []
  if (problem === undefined) return error.message
  const { keyword, params, instancePath, message = 'is invalid' } = problem
  const part = error.validationContext === 'body' ? 'field of the body' : 'query parameter'
  if (keyword === 'additionalProperties') return `unknown ${part} "${String(params['additionalProperty'])}"`
  if (instancePath === '') return `the ${error.validationContext ?? 'request'} ${message}`
  const values = keyword === 'enum' ? `: ${String(params['allowedValues'])}` : ''
  return `${part} "${instancePath.slice(1)}" ${message}${values}`
}
