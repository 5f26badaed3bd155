using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Storage;

/// <summary>
/// The storage account behind a volume can be reached from every network, or lets weak connections in. Properties: storageAccounts of Microsoft.Storage,
/// StorageAccountPropertiesCreateParameters of the template reference (learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts).
/// </summary>
internal sealed class OpenStorageRule() : NeighbourRule("ACI-NET-018")
{
    private static readonly string[] WeakVersions = ["TLS1_0", "TLS1_1"];

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        string name = NeighbourWords.NameOf(subject);
        Value properties = subject.Properties;
        Flags.FailIfOpen(judgement, properties, "networkAcls", name);
        Flags.FailIf(judgement, Place.Root.Of("allowBlobPublicAccess"), properties["allowBlobPublicAccess"], bad: true, whenMissing: false, $"{name} allows containers that everybody can read.", "false");
        Flags.FailIf(judgement, Place.Root.Of("supportsHttpsTrafficOnly"), properties["supportsHttpsTrafficOnly"], bad: false, whenMissing: true, $"{name} takes connections without encryption.", "true");
        Place version = Place.Root.Of("minimumTlsVersion");
        Value tls = properties["minimumTlsVersion"];
        if (tls is not (LiteralValue or MissingValue)) Flags.Open(judgement, version, tls, "TLS1_2");
        else if (tls.IsMissing || WeakVersions.Contains(tls.AsText(), StringComparer.OrdinalIgnoreCase)) judgement.Fail(version, tls, $"{name} takes TLS versions that are out of date.", "TLS1_2", AciSeverity.Low);
        judgement.PassUnlessObjected(Place.Root, $"{name} is closed to other networks.");
    }
}

/// <summary>The storage account behind a volume encrypts once: infrastructure encryption adds a second layer with another key.</summary>
internal sealed class InfrastructureEncryptionRule() : NeighbourRule("ACI-DAT-009")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("encryption").Of("requireInfrastructureEncryption");
        Flags.FailIf(
            judgement, place, subject.Properties["encryption"]["requireInfrastructureEncryption"], bad: false, whenMissing: false,
            $"{NeighbourWords.NameOf(subject)} has no infrastructure encryption.", "true");
        judgement.PassUnlessObjected(place, $"{NeighbourWords.NameOf(subject)} has infrastructure encryption.");
    }
}
