import { type Json, type JsonObject, memberOf, parseResource, type QueryLanguage } from '../../../language/definition';
import { inField } from '../../compile/in-field';
import { compileNumberField } from '../../compile/number-field';
import type { StateView } from '../../states/state-view';
import type { ItemFormat, ItemSource, ReaderPlan } from '../map-run-plan';
import { compileRequest, memberObject } from './payload';

const delimiters: Readonly<Record<string, string>> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };

/**
 * Compiles an ItemReader: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 * Throws an Error by name for what is not modelled: Athena manifests.
 */
export function compileReader(
  reader: JsonObject | undefined,
  queryLanguage: QueryLanguage,
): ((view: StateView) => ReaderPlan) | undefined {
  if (reader === undefined) return undefined;
  const operation = inField('ItemReader', () => readOperation(reader['Resource']));
  const config = memberObject(reader, 'ReaderConfig');
  const source = inField('ItemReader/ReaderConfig', () => itemSource(operation, config));
  const maxItems = inField('ItemReader/ReaderConfig', () => compileNumberField(config, 'MaxItems'));
  const request = compileRequest(reader, 'ItemReader', queryLanguage);
  return (view) => ({ ...source, arguments: request?.(view) ?? {}, maxItems: maxItems?.(view) ?? 0 });
}

function readOperation(resource: Json | undefined): ItemSource['operation'] {
  const integration = typeof resource === 'string' ? parseResource(resource) : undefined;
  if (integration?.kind === 'service' && integration.service === 's3' && !integration.sdk) {
    const { operation } = integration;
    if (operation === 'getObject' || operation === 'listObjectsV2') return operation;
  }
  throw new Error(`\`Resource\`: ${JSON.stringify(resource)} is neither s3:getObject nor s3:listObjectsV2`);
}

function itemSource(operation: ItemSource['operation'], config: JsonObject): ItemSource {
  if (operation === 'getObject') return { operation, format: itemFormat(config) };
  const { Transformation = 'NONE' } = config;
  return { operation, format: Transformation === 'LOAD_AND_FLATTEN' ? itemFormat(config) : undefined };
}

function itemFormat(config: JsonObject): ItemFormat {
  const { InputType } = config;
  switch (InputType) {
    case 'CSV':
      return csvFormat(config);
    case 'JSON':
      return jsonFormat(config);
    case 'JSONL':
      return { inputType: 'JSONL' };
    case 'MANIFEST':
      return manifestFormat(config);
    case 'PARQUET':
      return { inputType: 'PARQUET' };
    default:
      throw new Error(`\`InputType\`: ${JSON.stringify(InputType)} is none of CSV, JSON, JSONL, MANIFEST, PARQUET`);
  }
}

function csvFormat({ CSVHeaderLocation, CSVHeaders, CSVDelimiter = 'COMMA' }: JsonObject): ItemFormat {
  const delimiter = memberOf(delimiters, String(CSVDelimiter));
  if (delimiter === undefined)
    throw new Error(
      `\`CSVDelimiter\`: ${JSON.stringify(CSVDelimiter)} is none of ${Object.keys(delimiters).join(', ')}`,
    );
  if (CSVHeaderLocation === 'FIRST_ROW') return { inputType: 'CSV', delimiter };
  if (CSVHeaderLocation === 'GIVEN' && Array.isArray(CSVHeaders))
    return { inputType: 'CSV', delimiter, headers: CSVHeaders.map(String) };
  throw new Error('`CSVHeaderLocation`: FIRST_ROW, or GIVEN with `CSVHeaders`, must say where the headers are');
}

function jsonFormat({ ItemsPointer }: JsonObject): ItemFormat {
  if (ItemsPointer === undefined) return { inputType: 'JSON' };
  if (typeof ItemsPointer === 'string' && /^(\/.*)?$/s.test(ItemsPointer))
    return { inputType: 'JSON', itemsPointer: ItemsPointer };
  throw new Error(`\`ItemsPointer\`: ${JSON.stringify(ItemsPointer)} is not a JSON pointer such as /items`);
}

function manifestFormat({ ManifestType = 'S3_INVENTORY' }: JsonObject): ItemFormat {
  if (ManifestType === 'S3_INVENTORY') return { inputType: 'MANIFEST' };
  throw new Error(`\`ManifestType\`: ${JSON.stringify(ManifestType)} is not read here; S3_INVENTORY is`);
}
