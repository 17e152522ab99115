import { container, type JsonSchema, many, one, optional, some, upTo } from "./schema.js";
import { anyText, boolean, digit, identifier, status, unsigned } from "./values.js";

const request = "[MS-ASCMD] 2.2.1.9.1";
const response = "[MS-ASCMD] 2.2.1.9.2";
const optionsSection = "[MS-ASCMD] 2.2.3.125.2";

const collectionId = identifier("[MS-ASCMD] 2.2.3.30.1");
const syncKey = identifier("[MS-ASCMD] 2.2.3.181.4");
const filterType = digit("[MS-ASCMD] 2.2.3.68.1", 0, 8);

/** Unlike in Sync, an Options without children is against the rules here. */
const options = container(
  { section: optionsSection, notEmpty: true },
  {
    "AirSync:FilterType": optional(filterType),
    "AirSync:Class": optional(anyText("[MS-ASCMD] 2.2.3.27.2")),
    "AirSync:MaxItems": optional(unsigned("[MS-ASCMD] 2.2.3.103.1")),
  },
);

const collection = container(
  { section: request, ordered: true },
  {
    "AirSync:SyncKey": one(syncKey),
    "GetItemEstimate:CollectionId": one(collectionId),
    "AirSync:ConversationMode": optional(boolean("[MS-ASCMD] 2.2.3.36.1")),
    "AirSync:Options": upTo(2, options),
  },
);

const oldCollection = container(
  { section: request, ordered: true },
  {
    "GetItemEstimate:Class": optional(anyText("[MS-ASCMD] 2.2.3.27.2")),
    "GetItemEstimate:CollectionId": one(collectionId),
    "AirSync:FilterType": one(filterType),
    "AirSync:SyncKey": one(syncKey),
  },
);

function requestOf(perCollection: JsonSchema): JsonSchema {
  const collections = container({ section: request }, { "GetItemEstimate:Collection": some(perCollection) });
  return container({ section: request }, { "GetItemEstimate:Collections": one(collections) });
}

/** From 14.0 on. */
export const estimateRequest = requestOf(collection);
/** Before 14.0. */
export const oldEstimateRequest = requestOf(oldCollection);

export const estimateResponse = container(
  { section: response },
  {
    "GetItemEstimate:Status": optional(status("[MS-ASCMD] 2.2.3.177.7")),
    "GetItemEstimate:Response": many(
      container(
        { section: response },
        {
          "GetItemEstimate:Status": one(status("[MS-ASCMD] 2.2.3.177.7")),
          "GetItemEstimate:Collection": optional(
            container(
              { section: response },
              {
                "GetItemEstimate:Class": optional(anyText("[MS-ASCMD] 2.2.3.27.2"), {
                  until: "12.1",
                  tolerated: true,
                  why: "Class belongs to Collection before 14.0 only",
                }),
                "GetItemEstimate:CollectionId": one(collectionId),
                "GetItemEstimate:Estimate": optional(unsigned("[MS-ASCMD] 2.2.3.61")),
              },
            ),
          ),
        },
      ),
    ),
  },
);
