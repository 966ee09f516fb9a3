import { collect } from '@document-pipelines/asl/commands';
import { Option } from 'commander';

/** `--without <type>`, repeatable. */
export function withoutOption(): Option {
  return new Option(
    '--without <type>',
    'leave out the resources of a Terraform type, such as aws_vpc_endpoint (repeatable)',
  )
    .argParser(collect)
    .default([], '');
}
