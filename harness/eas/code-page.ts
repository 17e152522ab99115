/** Code pages whose elements the harness writes or reads ([MS-ASWBXML] 2.1.2.1). */
export const codePage = {
  airSync: 0,
  email: 2,
  move: 5,
  getItemEstimate: 6,
  folderHierarchy: 7,
  tasks: 9,
  ping: 13,
  provision: 14,
  airSyncBase: 17,
  settings: 18,
  itemOperations: 20,
  composeMail: 21,
  email2: 22,
} as const;
