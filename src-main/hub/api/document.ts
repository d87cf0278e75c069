import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ContractProcedure, type AnyContractProcedure, type AnyContractRouter } from '@orpc/contract';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { statusOf } from '../web/failures.ts';
import type { ApiVersion } from '../web/versions.ts';
import { hubV1Contract } from './v1-contract.ts';
import { hubV2Contract } from './v2-contract.ts';

const contracts: Readonly<Record<ApiVersion, AnyContractRouter>> = { 1: hubV1Contract, 2: hubV2Contract };

function procedureWithStatuses(procedure: AnyContractProcedure): AnyContractProcedure {
  const definition = procedure['~orpc'];
  const errors = Object.entries(definition.errorMap).map(([code, item]) => [
    code,
    { ...(item as object | undefined), status: statusOf(code) },
  ]);
  return new ContractProcedure({ ...definition, errorMap: Object.fromEntries(errors) });
}

/** The contracts know codes; which HTTP status goes with one is the hub's. */
function withStatuses(router: AnyContractRouter): AnyContractRouter {
  if (router instanceof ContractProcedure) return procedureWithStatuses(router as AnyContractProcedure);
  const entries = Object.entries(router as Record<string, AnyContractRouter>);
  return Object.fromEntries(entries.map(([name, part]) => [name, withStatuses(part)]));
}

/** OpenAPI of one version, generated from the contracts. */
export function generateDocument(version: ApiVersion): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(withStatuses(contracts[version]), {
    info: {
      title: 'Switchyard hub',
      version: `${version}`,
      description:
        'Every call is a POST with JSON. Errors have a code of the form module/reason. Calls that begin with "watch" answer ' +
        'with a stream of server-sent events; the first is the present state.',
    },
    servers: [{ url: `/api/v${version}` }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
}
