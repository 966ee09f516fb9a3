import { servicePrices } from './service-prices';

/** US dollars for a million requests of Express state machines, in us-east-1: https://aws.amazon.com/step-functions/pricing/ */
export const expressPricePerMillionRequests = servicePrices.expressRequest.dollars;

/** US dollars for a GB-second of Express state machines, in us-east-1, first tier. */
export const expressPricePerGigabyteSecond = servicePrices.expressGigabyteSecond.dollars;
