using System.Collections;
using System.Management.Automation;
using System.Security;
using AciSecMon.Binding;
using AciSecMon.Completion;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Signs in to Azure, or opens the sandbox.</summary>
/// <remarks>
/// <para>
/// Connect-AciSecMon makes a connection, makes it that of the session, and gives it: who is signed in, by which kind of credential, to which cloud. No token and no
/// key is part of it. Every cmdlet that asks Azure uses the connection of the session, or the one that -Connection names.
/// </para>
/// <para>
/// Without parameters it takes the managed identity where the platform announces one, else the session of Az PowerShell (Connect-AzAccount) where its module is
/// loaded, else the account of Azure CLI (az login). It never asks a person unless -UseDeviceAuthentication or -Interactive says so. Nothing is written to disk.
/// </para>
/// <para>
/// An account that sees no subscription is warned of, and a subscription that is named and not seen ends the sign-in with what the account does see. With
/// -Subscription and -ManagementGroup together, the subscriptions must lie in the group.
/// </para>
/// <para>
/// -Sandbox opens an Azure that lives in memory: three subscriptions with container groups and what stands around them, right and wrong. Everything works on it, the
/// changing cmdlets included, and each call gives a new one. -SandboxSize makes it an estate of as many groups as you name.
/// </para>
/// <para>
/// A connection belongs to its session. In ForEach-Object -Parallel and in thread jobs it is handed over: -Connection $using:connection. See
/// about_AciSecMon_Authentication.
/// </para>
/// </remarks>
/// <example>
/// <code>Connect-AciSecMon</code>
/// <para>Signs in with what is there: a managed identity, the session of Az PowerShell, or Azure CLI.</para>
/// </example>
/// <example>
/// <code>Connect-AciSecMon -Sandbox; Get-AciSecurityFinding</code>
/// <para>Opens the sandbox and assesses its container groups.</para>
/// </example>
/// <example>
/// <code>Connect-AciSecMon -Sandbox -SandboxSize 5000; Measure-Command { Get-AciSecurityFinding | Out-Null }</code>
/// <para>Shows how long an assessment of 5000 made-up container groups takes.</para>
/// </example>
/// <example>
/// <code>Connect-AciSecMon -ServicePrincipal -Tenant contoso.onmicrosoft.com -ApplicationId $id -CertificateThumbprint $thumbprint -Subscription Production</code>
/// <para>Signs in as a service principal with an installed certificate, to look at one subscription.</para>
/// </example>
/// <example>
/// <code>$connection = Connect-AciSecMon -Identity
/// $names | ForEach-Object -Parallel { Get-AciRisk -Name $_ -Connection $using:connection }</code>
/// <para>Signs in with a managed identity and works in parallel over that connection.</para>
/// </example>
/// <example>
/// <code>Connect-AciSecMon -Endpoint @{ ResourceManager = $address; Authority = $authority } -ApiVersion @{ 'Microsoft.ContainerInstance/containerGroups' = '2023-05-01' }</code>
/// <para>Signs in to a cloud of its own that offers an older version of a service.</para>
/// </example>
/// <seealso cref="GetAciSecMonContextCommand"/>
/// <seealso cref="DisconnectAciSecMonCommand"/>
/// <seealso cref="TestAciSecMonPermissionCommand"/>
[Cmdlet(VerbsCommunications.Connect, "AciSecMon", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciConnection))]
public sealed class ConnectAciSecMonCommand : Pipeline.AsyncCmdlet
{
    private const string DefaultSet = "Default";
    private const string IdentitySet = "ManagedIdentity";
    private const string ServicePrincipalSet = "ServicePrincipal";
    private const string WorkloadIdentitySet = "WorkloadIdentity";
    private const string DeviceCodeSet = "DeviceCode";
    private const string InteractiveSet = "Interactive";
    private const string AccessTokenSet = "AccessToken";
    private const string SandboxSet = "Sandbox";

    /// <summary>Uses the managed identity of the platform that PowerShell runs on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdentitySet)]
    [Alias("MSI", "ManagedService")]
    public SwitchParameter Identity { get; set; }

    /// <summary>Signs in as a service principal: with -Credential, with -ApplicationId and -ClientSecret, or with -ApplicationId and a certificate. Needs -Tenant.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServicePrincipalSet)]
    public SwitchParameter ServicePrincipal { get; set; }

    /// <summary>Uses the token that the platform has put into a file: workload identity of Kubernetes, or federation of a build service.</summary>
    [Parameter(Mandatory = true, ParameterSetName = WorkloadIdentitySet)]
    public SwitchParameter WorkloadIdentity { get; set; }

    /// <summary>Shows a code, as a warning, that a person enters in a browser, on whatever machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DeviceCodeSet)]
    [Alias("DeviceCode", "DeviceAuth", "Device")]
    public SwitchParameter UseDeviceAuthentication { get; set; }

    /// <summary>Opens a browser on this machine. Refused where PowerShell runs without a person.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InteractiveSet)]
    public SwitchParameter Interactive { get; set; }

    /// <summary>
    /// A token, as a secure string or a text, for Resource Manager; or a hashtable of audience and token, such as @{ 'https://management.azure.com' = $token }. It is used
    /// until it ends and cannot be renewed.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [ValidateNotNull]
    public PSObject AccessToken { get; set; } = null!;

    /// <summary>Opens the sandbox, an Azure in memory. It needs no network and no account.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Opens a made-up estate of so many container groups in place of the sample company, to see how the module does at the size of yours.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateRange(1, 1_000_000)]
    public int? SandboxSize { get; set; }

    /// <summary>Client id or resource id of a user-assigned identity; with -Interactive, the account to begin with; with -AccessToken, the name to show.</summary>
    [Parameter(ParameterSetName = IdentitySet)]
    [Parameter(ParameterSetName = InteractiveSet)]
    [Parameter(ParameterSetName = AccessTokenSet)]
    [ValidateNotNullOrEmpty]
    public string? AccountId { get; set; }

    /// <summary>Application (client) id of the service principal.</summary>
    [Parameter(ParameterSetName = ServicePrincipalSet)]
    [Parameter(ParameterSetName = WorkloadIdentitySet)]
    [ValidateNotNullOrEmpty]
    [Alias("ClientId")]
    public string? ApplicationId { get; set; }

    /// <summary>Application id and secret of the service principal, as a credential.</summary>
    [Parameter(ParameterSetName = ServicePrincipalSet)]
    [ValidateNotNull]
    public PSCredential? Credential { get; set; }

    /// <summary>Secret of the service principal.</summary>
    [Parameter(ParameterSetName = ServicePrincipalSet)]
    [ValidateNotNull]
    public SecureString? ClientSecret { get; set; }

    /// <summary>Thumbprint of a certificate with its key in the personal store of the user or the machine.</summary>
    [Parameter(ParameterSetName = ServicePrincipalSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>File with a certificate and its key: .pfx, .p12 or .pem.</summary>
    [Parameter(ParameterSetName = ServicePrincipalSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>Password of the certificate file.</summary>
    [Parameter(ParameterSetName = ServicePrincipalSet)]
    [ValidateNotNull]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>File with the federated token. Without it, the one that the platform names in AZURE_FEDERATED_TOKEN_FILE.</summary>
    [Parameter(ParameterSetName = WorkloadIdentitySet)]
    [ValidateNotNullOrEmpty]
    public string? FederatedTokenFile { get; set; }

    /// <summary>Tenant, by id or domain.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("TenantId", "Domain")]
    public string? Tenant { get; set; }

    /// <summary>
    /// Subscriptions to look at, by id or name. Without it, all that the account can read. Together with -ManagementGroup, they must lie in that group.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("SubscriptionId", "SubscriptionName")]
    public string[] Subscription { get; set; } = [];

    /// <summary>Management group, by id, whose subscriptions are looked at: all of them, or those that -Subscription names.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ManagementGroup { get; set; }

    /// <summary>The cloud: AzureCloud (default), AzureUSGovernment or AzureChinaCloud.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [Alias("EnvironmentName")]
    public string? Environment { get; set; }

    /// <summary>Addresses of a cloud of its own: a hashtable with ResourceManager, Authority, LogAnalytics and Graph. They go before those of the environment.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Endpoint { get; set; }

    /// <summary>
    /// Api-versions for a cloud that does not offer the usual ones: a hashtable of service and version, such as @{ 'Microsoft.ContainerInstance/containerGroups' = '2023-05-01' }.
    /// Completion offers the services, each with its usual version.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ApiVersionCompleter))]
    public Hashtable? ApiVersion { get; set; }

    /// <summary>
    /// Seconds that one call to Azure may take, waiting for its quota and repeating included. 300 where it is not given. The time in which a person signs in is not part of
    /// it: with -UseDeviceAuthentication and -Interactive that is 20 minutes, and a code is good for 15.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSeconds { get; set; } = 300;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            ConnectionRequest request = Request();
            AciConnection connection = Await(cancellationToken => Engine.Azure.ConnectAsync(request, Reporter, cancellationToken));
            CurrentConnection.Set(connection);
            WriteObject(connection);
        }
        catch (AciProblemException wrong)
        {
            ThrowTerminatingError(Errors.ErrorRecords.From(wrong));
        }
    }

    private ConnectionRequest Request()
    {
        if (ParameterSetName == SandboxSet && (Tenant ?? Environment ?? (object?)Endpoint) is not null)
        {
            throw SignInWrong("The sandbox has one tenant and one cloud.", "Leave -Tenant, -Environment and -Endpoint out.");
        }

        if (ParameterSetName == InteractiveSet && !HostPrompt.IsPossible(Host))
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciHostNotInteractive",
                Kind = AciProblemKind.InvalidOperation,
                Message = "PowerShell runs without a person here, so no browser is opened.",
                Target = nameof(Interactive),
                Recommendation = "Use -Identity, -ServicePrincipal or -WorkloadIdentity; or -UseDeviceAuthentication, where somebody reads what is shown.",
            });
        }

        return new ConnectionRequest
        {
            Credential = Kind(),
            AccountId = Credential?.UserName ?? ApplicationId ?? AccountId,
            TenantId = Tenant,
            ClientSecret = Credential?.Password ?? ClientSecret,
            Certificate = Certificate(),
            FederatedTokenFile = FederatedTokenFile is null ? null : new PathResolver(SessionState.Path).ResolveLiteral(FederatedTokenFile).FullPath,
            AccessToken = AccessToken is null ? new Dictionary<string, SecureString>() : GivenTokens.From(AccessToken),
            Environment = Environment is null ? null : CloudNames.Spelled(Environment),
            Endpoint = EndpointTable.From(Endpoint),
            Subscription = Subscription,
            ManagementGroup = ManagementGroup,
            ApiVersion = ApiVersionTexts.From(ApiVersion),
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            HasAzSession = ParameterSetName == DefaultSet && AzSession.IsLoaded(this),
            Wire = !Sandbox ? null : SandboxSize is { } size ? Engine.Sandbox.OpenGenerated(size) : Engine.Sandbox.Open(),
        };
    }

    private AciCredentialKind Kind() => ParameterSetName switch
    {
        IdentitySet => AciCredentialKind.ManagedIdentity,
        ServicePrincipalSet => ServicePrincipalKind(),
        WorkloadIdentitySet => AciCredentialKind.WorkloadIdentity,
        DeviceCodeSet => AciCredentialKind.DeviceCode,
        InteractiveSet => AciCredentialKind.Interactive,
        AccessTokenSet => AciCredentialKind.AccessToken,
        SandboxSet => AciCredentialKind.Sandbox,
        _ => AciCredentialKind.Default,
    };

    private AciCredentialKind ServicePrincipalKind()
    {
        const string Advice = "Give -Tenant with one of: -Credential; -ApplicationId and -ClientSecret; -ApplicationId and -CertificateThumbprint; -ApplicationId and -CertificatePath.";
        object?[] proofs = [Credential, ClientSecret, CertificateThumbprint, CertificatePath];
        if (Tenant is null) throw SignInWrong("A service principal signs in to a tenant, and none is named.", Advice);
        if (proofs.Count(static proof => proof is not null) != 1) throw SignInWrong("A service principal signs in with exactly one secret or certificate.", Advice);
        if ((Credential is null) == (ApplicationId is null)) throw SignInWrong("The application id is missing, or stands in -Credential and in -ApplicationId.", Advice);
        if (CertificatePassword is not null && CertificatePath is null) throw SignInWrong("-CertificatePassword belongs to -CertificatePath.", Advice);
        return Credential is null && ClientSecret is null ? AciCredentialKind.ServicePrincipalCertificate : AciCredentialKind.ServicePrincipalSecret;
    }

    private System.Security.Cryptography.X509Certificates.X509Certificate2? Certificate()
    {
        if (CertificateThumbprint is not null) return Certificates.ByThumbprint(CertificateThumbprint);
        return CertificatePath is null ? null : Certificates.FromFile(new PathResolver(SessionState.Path).FullPathOf(CertificatePath), CertificatePassword);
    }

    private AciProblemException SignInWrong(string message, string advice) => new(new AciProblem
    {
        Id = "AciSignInInvalid",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Target = ParameterSetName,
        Recommendation = advice,
    });
}
