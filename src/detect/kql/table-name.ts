/** The table that queries read. */
export const TABLE_NAME = 'CommonSecurityLog'
