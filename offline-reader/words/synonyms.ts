import { wordsOf } from './canonical-words';

/** Synonyms in business documents. The first phrase of a row is used to recognise a property. */
const rows: readonly (readonly string[])[] = [
  'invoice number|invoice|bill number|tax invoice number|document number|invoice reference|receipt number|receipt|transaction number',
  'receipt number|receipt|transaction number|ticket number|check number',
  'invoice date|date of issue|issue date|date issued|issued|issued on|bill date|billing date|tax point|document date|date|statement date|date of invoice|letter date',
  'date of issue|issue date|date issued|issued|date',
  'due date|payment due|due|due by|due on|pay by|payable by|payment due date|payment due by|please pay by|date due',
  'supplier|vendor|seller|sold by|issued by|supplied by|from|remit to|bill from|service provider|merchant|payable to|checks payable to|make checks payable to',
  'customer|bill to|sold to|invoice to|buyer|customer name|billing address|invoice address|prepared for|attention|attn|charge to|purchaser|to',
  'subtotal|net|net total|net amount|total net|total excluding tax|amount excluding tax|total before tax|taxable amount|net value|subtotal excluding tax|total net amount|net subtotal|goods total|subtotal net',
  'tax|sales tax|total tax|tax total|tax amount|tax due|zzgl tax|plus tax|total tax amount|state tax|tax at',
  'total|grand total|amount due|balance due|total due|total amount|amount payable|total payable|total to pay|to pay|invoice total|total including tax|gross|gross amount|total gross|total amount due|please pay|gross total|amount to pay|total amount payable|balance to pay',
  'description|item|items|product|service|services|particulars|details|article|work|activity|item description|product description|description of goods|description of services|goods|transaction|name',
  'quantity|hours|units|count|number of units|days|quantity ordered|hours worked',
  'unit price|price|unit cost|each|price each|unit|cost|unit net price|price per unit|rate|hourly rate|rate per hour|price unit|list price',
  'amount|total|line total|net|price total|extended price|extended|total price|value|sum|net amount|total amount|line amount|ext price|extension|subtotal|price|charge|charges',
  'account number|account',
  'opening balance|beginning balance|previous balance|balance brought forward',
  'closing balance|ending balance|new balance|balance carried forward',
].map((row) => row.split('|'));

/** Labels that own their values even if the schema does not have them: a value after such a label is not used for another property. */
export const otherLabels: readonly (readonly string[])[] = (
  'customer number|account number|order number|purchase order|purchase order number|po number|po|phone|fax|email|page|tax number|' +
  'tax reg number|registration number|company number|ship to|deliver to|terms|payment terms|delivery date|order date|ship date|iban|bic|' +
  'swift|sort code|account name|bank|website|cashier|payment method|card|change|cash|discount|shipping|your reference|our reference|' +
  'sales person|salesperson|ship via|date of birth|expiry date|period|statement period|service period|billing period|time|table|server|' +
  'amount paid|paid|balance|tip|notes|project|contact|delivery note|department|routing number|delivery address|shipping address|' +
  'unit price|commodity code|reverse charge|rounding|deposit|job|valid until|order|card payment|discount amount|carried forward'
)
  .split('|')
  .map(wordsOf);

/** Returns every phrase that means the same as one of these phrases, the given ones first. */
export function withSynonyms(phrases: readonly string[]): string[] {
  const known = rows.filter(([first]) => first !== undefined && phrases.includes(first));
  return [...new Set([...phrases, ...known.flat()])];
}
