import { type ChangeRules, change, type SoftDeleteRules, softDelete } from "./changes.js";
import { type CommandRules, commands } from "./commands.js";
import { type EstimateRules, estimate } from "./estimate.js";
import { type FilterRules, filter } from "./filter.js";
import { type HangRules, hang } from "./hang.js";
import { type ItemRules, item } from "./item.js";
import { type OptionsRules, options } from "./options.js";
import { type RefusalRules, refusal } from "./refusal.js";
import { type KeyRules, key, type RetryRules, retry } from "./retry.js";
import { type SelectRules, select } from "./select.js";
import { type ServiceRules, service } from "./service.js";
import { type SettingsRules, settings } from "./settings.js";
import { type StickyRules, sticky } from "./sticky.js";
import { type WindowRules, window } from "./window.js";
import { type WireRules, wire } from "./wire.js";

export * from "./changes.js";
export * from "./commands.js";
export * from "./estimate.js";
export * from "./filter.js";
export * from "./hang.js";
export * from "./item.js";
export * from "./options.js";
export * from "./refusal.js";
export * from "./retry.js";
export * from "./select.js";
export * from "./service.js";
export * from "./settings.js";
export * from "./sticky.js";
export * from "./window.js";
export * from "./wire.js";

/** Every decision of the server that a variant can take differently: small named functions, in groups. */
export interface Rules {
  readonly options: OptionsRules;
  readonly refusal: RefusalRules;
  readonly sticky: StickyRules;
  readonly select: SelectRules;
  readonly filter: FilterRules;
  readonly softDelete: SoftDeleteRules;
  readonly change: ChangeRules;
  readonly commands: CommandRules;
  readonly window: WindowRules;
  readonly retry: RetryRules;
  readonly key: KeyRules;
  readonly item: ItemRules;
  readonly estimate: EstimateRules;
  readonly settings: SettingsRules;
  readonly hang: HangRules;
  readonly wire: WireRules;
  readonly service: ServiceRules;
}

/** The document as given, in every rule. */
export const conformantRules: Rules = {
  options,
  refusal,
  sticky,
  select,
  filter,
  softDelete,
  change,
  commands,
  window,
  retry,
  key,
  item,
  estimate,
  settings,
  hang,
  wire,
  service,
};
