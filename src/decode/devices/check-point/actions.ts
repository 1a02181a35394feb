import type { Actions } from '../verdict.ts'

/**
 * https://sc1.checkpoint.com/documents/R80.40/WebAdminGuides/EN/CP_R80.40_LoggingAndMonitoring_AdminGuide/Topics-LMG/Selecting-Query-Fields.htm
 * and `action` in https://supportcenter.checkpoint.com/supportcenter/portal?solutionid=sk144192
 *
 * In neither list: Ask User and Authorize, which ask the user first; what is about keys, sessions and administrators (Key Install, Log In,
 * Log Out, Failed Log In, Deauthorize, Update); Flag, which marks a mail.
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
    'authcrypt',
    'vpn routing',
    'forward',
    'limit',
    'extract',
    'send',
  ],
  blocked: ['prevent', 'redirect', 'quarantine', 'block user', 'hold', 'do not send'],
}
