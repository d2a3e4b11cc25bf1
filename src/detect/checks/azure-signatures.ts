/** Seeds of the checksums that a signature's keys carry, each with what such a key is for ('' where nothing is known). */
export type SeedRoles = Readonly<Record<string, string>>

const MESSAGING: SeedRoles = {
  Send0000: 'a send key',
  Listen00: 'a listen key',
  Manage00: 'a manage key',
  System00: 'a system key',
  Unknown0: '',
}

/**
 * Signatures of Microsoft's identifiable keys and the Marvin32 seeds that each service uses, as its makers publish them:
 * https://github.com/microsoft/security-utilities (`IdentifiableMetadata`). No seed is published for an empty entry.
 */
export const AZURE_SIGNATURES: Readonly<Record<string, SeedRoles>> = {
  '+ABa': { AbAcct00: '' },
  '+ACR': { ACRDflt0: '' },
  '+AEh': MESSAGING,
  '+AMC': { Classic0: '' },
  '+ARm': MESSAGING,
  '+ASb': MESSAGING,
  '+ASt': { Default0: '' },
  '+SQL': { UsrPwd00: '' },
  '/AM7': {},
  ACDb: {
    MastRW00: 'a read-write key',
    MastRO00: 'a read-only key',
    SystRW00: 'a system read-write key',
    SystRO00: 'a system read-only key',
    SysAll00: 'a system key',
    Resour00: 'a resource key',
    Encryp00: 'a data encryption key',
  },
  AIoT: { IoTHub00: 'a hub key', DpsKey00: 'a provisioning key', Device00: 'a device key' },
  APIM: {
    IoTHub00: 'a subscription key', // so published; it is the seed of IoT Hub
    Tenant00: 'a direct management key',
    Gatewy00: 'a gateway key',
    GitKey00: 'a repository key',
  },
  AZEG: {},
  AzCa: { Access00: '' },
  AzFu: { Functi00: 'a function key', System00: 'a system key', Master00: 'a master key' },
  AzSe: { PAdmin00: 'an admin key', Query000: 'a query key' },
}
