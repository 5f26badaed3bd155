namespace AciSecMon;

/// <summary>Which kind of credential a connection uses.</summary>
public enum AciCredentialKind
{
    /// <summary>Found out: the platform's managed identity, else the Az session of the runspace, else Azure CLI.</summary>
    Default,

    /// <summary>A managed identity of the platform that the process runs on.</summary>
    ManagedIdentity,

    /// <summary>A service principal with a client secret.</summary>
    ServicePrincipalSecret,

    /// <summary>A service principal with a certificate.</summary>
    ServicePrincipalCertificate,

    /// <summary>A service principal with a federated token file.</summary>
    WorkloadIdentity,

    /// <summary>A person who enters a code in a browser elsewhere.</summary>
    DeviceCode,

    /// <summary>A person in a browser on this machine.</summary>
    Interactive,

    /// <summary>Tokens that were given.</summary>
    AccessToken,

    /// <summary>The Az PowerShell session of the runspace.</summary>
    AzurePowerShell,

    /// <summary>Azure CLI's signed-in account.</summary>
    AzureCli,

    /// <summary>The sandbox, which asks for no credential.</summary>
    Sandbox,
}

/// <summary>The outcome of a change to one resource.</summary>
public enum AciChangeResult
{
    /// <summary>It was made and read back.</summary>
    Changed,

    /// <summary>Everything was as asked for already; nothing was written.</summary>
    Unchanged,

    /// <summary>It would be made; -WhatIf was given.</summary>
    WouldChange,

    /// <summary>The person said no.</summary>
    Declined,

    /// <summary>A check before the write found that it would not work; nothing was written.</summary>
    Refused,

    /// <summary>The write or the reading back failed; the message says what the state is now.</summary>
    Failed,
}

/// <summary>How a container group's logs are collected.</summary>
public enum AciDiagnosticKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a diagnostic setting of Azure Monitor.</summary>
    DiagnosticSetting,

    /// <summary>By the group's own <c>diagnostics.logAnalytics</c>, with a workspace key.</summary>
    LegacyLogAnalytics,
}

/// <summary>Whether what should be collected flows.</summary>
public enum AciDiagnosticState
{
    /// <summary>Logs, events and metrics flow to a destination that can receive them.</summary>
    Complete,

    /// <summary>Some of them flow.</summary>
    Partial,

    /// <summary>The setting exists and collects nothing.</summary>
    Silent,

    /// <summary>The destination is gone or cannot receive.</summary>
    Broken,

    /// <summary>Nothing is collected: there is no setting.</summary>
    Off,

    /// <summary>It could not be found out.</summary>
    Unknown,
}
