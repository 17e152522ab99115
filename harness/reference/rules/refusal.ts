/** What a refusal with a Status does beside being said ([MS-ASMS] 3.2.5.1). */
export interface RefusalRules {
  /** Where the Status stands ([MS-ASCMD] 2.2.3.177.17: the scope of 4 is item or global). */
  readonly level: () => "Sync" | "Collection";
  /** Are the Adds of the refused request carried out? */
  readonly carriesOut: () => boolean;
  /** Does the SyncKey stay good? */
  readonly keepsKey: () => boolean;
}

export const refusal: RefusalRules = {
  level: () => "Sync",
  carriesOut: () => false,
  keepsKey: () => true,
};
