namespace AciSecMon;

/// <summary>How much a finding matters. Higher members compare greater.</summary>
public enum AciSeverity
{
    /// <summary>Worth knowing; nothing is wrong by itself.</summary>
    Informational,

    /// <summary>A weakness that needs others to become a problem.</summary>
    Low,

    /// <summary>A weakness that should be planned for repair.</summary>
    Medium,

    /// <summary>An exposure or a secret that should be repaired now.</summary>
    High,

    /// <summary>A direct way to take over the workload or what it can reach.</summary>
    Critical,
}

/// <summary>The outcome of one rule on one place.</summary>
public enum AciFindingStatus
{
    /// <summary>The rule is broken.</summary>
    Fail,

    /// <summary>The rule could not be decided; the cause is named. Never to be read as a pass.</summary>
    Unknown,

    /// <summary>The source or the rule failed; what went wrong is named.</summary>
    Error,

    /// <summary>The rule is kept.</summary>
    Pass,

    /// <summary>The rule does not concern this subject.</summary>
    NotApplicable,

    /// <summary>The rule is broken and somebody has answered for it.</summary>
    Suppressed,
}

/// <summary>What kind of evidence a finding comes from.</summary>
public enum AciFindingSource
{
    /// <summary>The configuration of a container group.</summary>
    Configuration,

    /// <summary>The network around it.</summary>
    Network,

    /// <summary>Role assignments and identities.</summary>
    Access,

    /// <summary>A Defender for Cloud recommendation or plan.</summary>
    Defender,

    /// <summary>A Defender for Cloud alert.</summary>
    Alert,

    /// <summary>A known vulnerability of an image.</summary>
    Vulnerability,

    /// <summary>Azure Policy.</summary>
    Policy,

    /// <summary>The activity log.</summary>
    Activity,

    /// <summary>A log detection.</summary>
    Detection,

    /// <summary>Whether logs, events and metrics are collected; asked of each container group by itself.</summary>
    Diagnostics,

    /// <summary>What a container group is doing: its instance view; asked of each container group by itself.</summary>
    State,

    /// <summary>The assessment itself: what it could not read or decide.</summary>
    Coverage,
}

/// <summary>The part of container security that a rule belongs to.</summary>
public enum AciRuleCategory
{
    /// <summary>Exposure, ports, placement, names.</summary>
    Network,

    /// <summary>Secrets and where they can be read.</summary>
    Secrets,

    /// <summary>Managed identities.</summary>
    Identity,

    /// <summary>Images and registries.</summary>
    Images,

    /// <summary>How containers run: privileges, limits, probes, mounts, commands.</summary>
    Runtime,

    /// <summary>Encryption keys, confidential computing, data at rest.</summary>
    Data,

    /// <summary>Logs, events and metrics.</summary>
    Logging,

    /// <summary>Microsoft Defender for Cloud.</summary>
    Defender,

    /// <summary>Tags, names, regions, versions, leftovers.</summary>
    Governance,

    /// <summary>What the assessment itself could not see.</summary>
    Coverage,

    /// <summary>What logs show to be happening.</summary>
    Detection,

    /// <summary>Who may do what with container groups.</summary>
    Access,

    /// <summary>Who did what to container groups.</summary>
    Activity,

    /// <summary>Azure Policy: what is assigned, exempt and recorded, and what policies say.</summary>
    Policy,
}

/// <summary>What kind of thing a finding is about.</summary>
public enum AciSubjectType
{
    /// <summary>A container group, or the container group that a template would make.</summary>
    ContainerGroup,

    /// <summary>A container group profile.</summary>
    ContainerGroupProfile,

    /// <summary>An NGroup.</summary>
    NGroup,

    /// <summary>A container or init container of a group.</summary>
    Container,

    /// <summary>A template, parameter or other file as a whole.</summary>
    File,

    /// <summary>A subscription.</summary>
    Subscription,

    /// <summary>A container registry.</summary>
    Registry,

    /// <summary>A storage account.</summary>
    StorageAccount,

    /// <summary>A key vault.</summary>
    Vault,

    /// <summary>A key of a vault.</summary>
    Key,

    /// <summary>A subnet.</summary>
    Subnet,

    /// <summary>A managed identity.</summary>
    Identity,

    /// <summary>A Log Analytics workspace.</summary>
    Workspace,

    /// <summary>An alert of Defender for Cloud.</summary>
    Alert,

    /// <summary>An image that containers run.</summary>
    Image,
}

/// <summary>The shape in which a container group was read.</summary>
public enum AciSourceKind
{
    /// <summary>An ARM template.</summary>
    Template,

    /// <summary>A YAML or JSON file for <c>az container create --file</c>.</summary>
    DeploymentFile,

    /// <summary>A file that <c>az container export</c> wrote.</summary>
    Export,

    /// <summary>What <c>az container show</c> or <c>az container list</c> printed.</summary>
    CommandLine,

    /// <summary>A Resource Manager GET response.</summary>
    Resource,

    /// <summary>A Resource Manager list response, which leaves some properties out.</summary>
    ResourceList,

    /// <summary>A Resource Graph row.</summary>
    ResourceGraph,

    /// <summary>An object of the Az.ContainerInstance module.</summary>
    AzModule,

    /// <summary>An object of this module that was stored and read again, so that only its listed properties are known.</summary>
    Stored,
}

/// <summary>How an IP address is offered.</summary>
public enum AciIpAddressType
{
    /// <summary>No address: outbound connections only.</summary>
    None,

    /// <summary>A public address.</summary>
    Public,

    /// <summary>An address in a virtual network.</summary>
    Private,

    /// <summary>Not known from this source.</summary>
    Unknown,
}
