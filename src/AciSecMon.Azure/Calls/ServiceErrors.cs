using System.Net.Sockets;
using System.Security.Authentication;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using Azure;
using Azure.Identity;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// Turns what went wrong into what a person can use: what failed, on what, why, and what to do. Source of the forms of errors: azure-facts, I.4.
/// </summary>
internal static class ServiceErrors
{
    private const int LongestMessage = 600;

    /// <summary>True where no answer came: nothing but these may be taken for a fault of the network or of signing in.</summary>
    public static bool IsNoAnswer(Exception fault) =>
        fault is RequestFailedException or HttpRequestException or IOException or AuthenticationFailedException or OperationCanceledException or AciProblemException { Problem.Kind: AciProblemKind.Authentication };

    /// <summary>The exception for a call to which no answer came.</summary>
    public static AciProblemException NoAnswer(ArmRequest request, Uri address, Exception fault)
    {
        if (fault is AciProblemException known) return known;
        Exception cause = fault;
        while (cause.InnerException is { } inner && cause is not (SocketException or AuthenticationException)) cause = inner;
        (string id, AciProblemKind kind, string why, string advice) = (fault, cause) switch
        {
            (CredentialUnavailableException or AuthenticationFailedException, _) => (
                "AciSignInFailed", AciProblemKind.Authentication, $"no token could be had: {Clean(fault.Message)}", "Sign in again with Connect-AciSecMon."),
            (_, SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }) => (
                "AciAzureUnreachable", AciProblemKind.Connection, $"the name '{address.Host}' could not be resolved", "Check the network, the proxy and the cloud of the connection."),
            (_, AuthenticationException) => (
                "AciAzureUnreachable", AciProblemKind.Connection, $"no secure connection to '{address.Host}' could be made", "Check the clock of this machine, and whether something on the way replaces certificates."),
            (OperationCanceledException, _) => (
                "AciAzureTimeout", AciProblemKind.Timeout, $"'{address.Host}' did not answer in time", "Try again; narrow what is asked for."),
            _ => ("AciAzureUnreachable", AciProblemKind.Connection, $"'{address.Host}' could not be reached, or broke off its answer", "Check the network and the proxy, and try again."),
        };
        return new AciServiceException(
            new AciProblem { Id = id, Kind = kind, Message = $"{Describe(request)} failed: {why}.", Target = Target(request), Recommendation = advice })
        {
            Request = Describe(request),
        };
    }

    /// <summary>The exception for an address that is not Resource Manager's own. No token was sent there.</summary>
    public static AciServiceException ForeignHost(ArmRequest request, string host) => new(new AciProblem
    {
        Id = "AciForeignHost",
        Kind = AciProblemKind.InvalidData,
        Message = $"The service pointed to {host}, which is not its own address. Nothing was sent there, and what should have come from there is missing.",
        Target = host,
        Recommendation = "Check the endpoints of the connection, and whether something on the way changes answers.",
    })
    {
        Request = request.Method.Method,
    };

    /// <summary>The exception for an answer that is not what it should be.</summary>
    public static AciServiceException Invalid(ArmRequest request, RawAnswer answer, string why) => new(new AciProblem
    {
        Id = "AciAzureInvalidAnswer",
        Kind = AciProblemKind.Unavailable,
        Message = $"{Describe(request)} gave an answer that cannot be used: {why}.",
        Target = Target(request),
        Recommendation = "Try again. If it stays so, a gateway on the way answers in the service's place.",
    })
    {
        Status = answer.Status,
        Request = Describe(request),
        RequestId = answer.RequestId,
        CorrelationId = answer.Header("x-ms-correlation-request-id"),
    };

    /// <summary>The exception for an answer with an error status.</summary>
    public static AciServiceException Of(ArmRequest request, RawAnswer answer)
    {
        (string? code, string? said) = Read(answer.Text);
        return Make(request, answer.Status, code, said, answer.RequestId, answer.Header("x-ms-correlation-request-id"));
    }

    /// <summary>The exception for a long-running operation that ended in a failure.</summary>
    public static AciServiceException OfOperation(ArmRequest request, string state, Value error, RawAnswer answer) =>
        Make(request, 409, error["code"].AsText() ?? state, error["message"].AsText() ?? $"The operation ended as {state}", answer.RequestId, answer.Header("x-ms-correlation-request-id"));

    private static AciServiceException Make(ArmRequest request, int status, string? code, string? said, string? requestId, string? correlationId)
    {
        (string id, AciProblemKind kind, string advice) = ErrorAdvice.Of(status, code);
        string why = said is null ? $"status {status}" : $"{code ?? $"status {status}"}: {Clean(said)}";
        return new AciServiceException(new AciProblem
        {
            Id = id,
            Kind = kind,
            Message = $"{Describe(request)} failed with {why.TrimEnd('.')}.",
            Target = Target(request),
            Recommendation = advice,
        })
        {
            Status = status,
            Code = code,
            Request = Describe(request),
            RequestId = requestId,
            CorrelationId = correlationId,
        };
    }

    // Resource Manager: { error: { code, message } }; old Insights services: { code, message }; gateways: HTML.
    private static (string? Code, string? Message) Read(string text)
    {
        if (text.Length == 0 || text.TrimStart() is not ['{', ..]) return (null, null);
        try
        {
            Value root = JsonDocumentReader.Read(new SourceFile(null, "answer"), text).Root;
            Value error = root["error"] is ObjectValue nested ? nested : root;
            return (error["code"].AsText(), error["message"].AsText());
        }
        catch (DocumentException)
        {
            // An error that cannot be read is still the error that its status says.
            return (null, null);
        }
    }

    /// <summary>A text of a service without what looks like a secret in it.</summary>
    internal static string Clean(string text)
    {
        string line = text.ReplaceLineEndings(" ").Trim();
        string[] words = line.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            if (SecretShapes.CertainKindOf(words[i].Trim('"', '\'', ',', '.', ';')) is { } kind) words[i] = $"({kind})";
        }

        string clean = string.Join(' ', words);
        return clean.Length <= LongestMessage ? clean : string.Concat(clean.AsSpan(0, LongestMessage), "...");
    }

    private static string Describe(ArmRequest request) => $"{request.Method} {PathOf(request)}";

    private static string Target(ArmRequest request) => PathOf(request);

    private static string PathOf(ArmRequest request) =>
        request.Path.StartsWith('/') ? request.Path : Uri.TryCreate(request.Path, UriKind.Absolute, out Uri? address) ? address.AbsolutePath : "(an address that cannot be read)";
}
