import type { Actions } from '../verdict.ts'

/**
 * https://sc1.checkpoint.com/documents/R80.40/WebAdminGuides/EN/CP_R80.40_LoggingAndMonitoring_AdminGuide/Topics-LMG/Selecting-Query-Fields.htm
 */
export const actions: Actions = {
  allowed: [
    'detect',
    'monitor',
    'bypass',
    'inspect',
    'inform',
    'inform user',
    'https bypass',
    'https inspect',
    'encrypt',
    'decrypt',
  ],
  blocked: ['prevent', 'redirect', 'quarantine', 'block user'],
}
