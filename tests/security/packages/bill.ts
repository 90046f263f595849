// The software bill of materials: what `npm sbom` writes (CycloneDX 1.5, JSON), held against package.json. Pure.

export interface Bill {
  bomFormat?: string;
  specVersion?: string;
  components?: readonly {
    name?: string;
    version?: string;
    purl?: string;
    hashes?: readonly { alg?: string }[];
  }[];
}

/** @param wanted name → exact version of what runs in production @returns faults as sentences */
export function judgeBill(bill: Bill, wanted: Readonly<Record<string, string>>): string[] {
  if (bill.bomFormat !== 'CycloneDX') return ['It is no CycloneDX bill'];
  const components = bill.components ?? [];
  const known = new Map(components.map((component) => [`${component.name}@${component.version}`, component]));
  return [
    ...Object.entries(wanted)
      .filter(([name, version]) => !known.has(`${name}@${version}`))
      .map(([name, version]) => `${name} ${version} is not in it`),
    ...components
      .filter(
        ({ purl, hashes }) => !purl?.startsWith('pkg:npm/') || !hashes?.some(({ alg }) => alg === 'SHA-512'),
      )
      .map(({ name, version }) => `${name} ${version} has no address or no SHA-512`),
  ];
}
