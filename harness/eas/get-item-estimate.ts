import type { Element } from "../wbxml/index.js";
import type { OptionSet } from "./sync.js";

export interface EstimateCollectionRequest {
  readonly syncKey: string;
  readonly collectionId: string;
  readonly options?: readonly OptionSet[];
  /** Collection/Class: versions before 14.0 only. */
  readonly class?: string;
}

export interface EstimateRequest {
  readonly collections: readonly EstimateCollectionRequest[];
}

export interface EstimateResponse {
  /** GetItemEstimate/Status: present when the whole request is refused. */
  readonly status?: string;
  readonly responses: readonly {
    readonly status?: string;
    readonly collectionId?: string;
    readonly estimate?: string;
    readonly class?: string;
  }[];
  readonly element?: Element;
}
