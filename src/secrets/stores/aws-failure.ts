import type { ScanError } from '../../model/errors.ts'
import { FAULTS, type Fault, networkFault, storeFailure } from './store-failure.ts'

const SIGN_IN =
  'sign in again (`aws sso login`), or renew AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN'
const EXPIRED: Fault = { code: 'STORE_DENIED', says: 'the AWS credentials have expired', hint: SIGN_IN }
const NOT_ACCEPTED: Fault = {
  code: 'STORE_DENIED',
  says: 'AWS does not accept the credentials',
  hint: 'see which ones are used with `aws sts get-caller-identity`, and whether the clock is right',
}
const REFUSED: Fault = {
  code: 'STORE_REFUSED',
  says: 'AWS refuses the request as it is',
  hint: 'see to the name of the secret; `--verbose` tells what AWS calls it',
}
const KEY_TROUBLE: Fault = {
  code: 'STORE_DENIED',
  says: 'its KMS key cannot be used',
  hint: 'grant kms:Decrypt and kms:GenerateDataKey on the key, and see whether it is enabled',
}

/** By the name of the error: docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html and the page of each action. */
const FAULTS_BY_NAME: Readonly<Record<string, Fault>> = {
  CredentialsProviderError: {
    code: 'STORE_DENIED',
    says: 'no AWS credentials were found',
    hint: 'run `aws sso login` or `aws configure`, set AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  },
  TokenProviderError: EXPIRED,
  ExpiredTokenException: EXPIRED,
  ExpiredToken: EXPIRED,
  RequestExpired: EXPIRED,
  UnrecognizedClientException: NOT_ACCEPTED,
  InvalidClientTokenId: NOT_ACCEPTED,
  InvalidSignatureException: NOT_ACCEPTED,
  SignatureDoesNotMatch: NOT_ACCEPTED,
  IncompleteSignature: NOT_ACCEPTED,
  MissingAuthenticationToken: NOT_ACCEPTED,
  NotAuthorized: NOT_ACCEPTED,
  OptInRequired: NOT_ACCEPTED,
  DecryptionFailure: KEY_TROUBLE,
  EncryptionFailure: KEY_TROUBLE,
  ThrottlingException: FAULTS.throttled,
  Throttling: FAULTS.throttled,
  TooManyRequestsException: FAULTS.throttled,
  InternalServiceError: FAULTS.down,
  InternalServiceErrorException: FAULTS.down,
  InternalFailure: FAULTS.down,
  ServiceUnavailable: FAULTS.down,
  ResourceExistsException: FAULTS.changed,
  ValidationException: REFUSED,
  InvalidParameterException: REFUSED,
  LimitExceededException: {
    code: 'STORE_REFUSED',
    says: 'a quota of AWS Secrets Manager is reached',
    hint: 'see Service Quotas; every secret keeps about 100 versions',
  },
}

/** What an error of the AWS SDK comes to; `action` is the permission that the call needs. Its message is not told: it may repeat a value. */
export function awsFailure(error: unknown, what: string, label: string, action: string): ScanError {
  return storeFailure(what, label, faultOf(error, action), error)
}

function faultOf(error: unknown, action: string): Fault {
  const {
    name = '',
    message = '',
    $metadata,
  } = error as {
    readonly name?: string
    readonly message?: string
    readonly $metadata?: { readonly httpStatusCode?: number }
  }
  if (name.startsWith('AccessDenied')) {
    return {
      code: 'STORE_DENIED',
      says: `the AWS credentials do not allow secretsmanager:${action}`,
      hint: 'docs/stores.md has the least policy that is needed',
    }
  }
  if (/region is missing/i.test(message)) {
    return { code: 'CONFIG_INVALID', says: 'no AWS region is set', hint: 'set region in keywarden.toml, or AWS_REGION' }
  }
  if (name === 'CredentialsProviderError' && /expired/i.test(message)) return EXPIRED
  if (name === 'InvalidRequestException') return requestFault(message)
  const known = FAULTS_BY_NAME[name] ?? networkFault(error)
  if (known) return known
  return ($metadata?.httpStatusCode ?? 0) >= 500 ? FAULTS.down : REFUSED
}

/** One name for several states: only its message, which has no value in it, tells them apart. */
function requestFault(message: string): Fault {
  if (!/delet/i.test(message)) return REFUSED
  return {
    code: 'STORE_REFUSED',
    says: 'the secret is scheduled for deletion',
    hint: 'bring it back with `aws secretsmanager restore-secret --secret-id NAME`, or use another name',
  }
}
