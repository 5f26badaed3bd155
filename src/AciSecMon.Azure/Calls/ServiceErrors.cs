using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using AciSecMon.Assessment.Documents;
using Azure;
using Azure.Identity;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// Turns what went wrong into what a person can use: what failed, on what, why, and what to do. Source of the forms of errors: azure-facts, I.4.
/// </summary>
internal static class ServiceErrors
{
    /// <summary>True where no answer came: nothing but these may be taken for a fault of the network or of signing in.</summary>
    public static bool IsNoAnswer(Exception fault) =>
        fault is RequestFailedException or HttpRequestException or IOException or AuthenticationFailedException or OperationCanceledException
            or PauseTooLongException or EndlessAnswerException or AciProblemException { Problem.Kind: AciProblemKind.Authentication };

    /// <summary>The exception for a call to which no answer came.</summary>
    public static AciServiceException NoAnswer(ArmRequest request, Uri address, Exception fault)
    {
        // What a credential says stands; that it comes in the midst of a call, callers learn as with any other call that got no answer.
        if (fault is AciProblemException known) return new AciServiceException(known.Problem, known) { Request = Describe(request) };
        Exception cause = fault;
        while (cause.InnerException is { } inner && cause is not (SocketException or AuthenticationException)) cause = inner;
        (string id, AciProblemKind kind, string why, string advice) = (fault, cause) switch
        {
            (PauseTooLongException pause, _) => (
                "AciAzureThrottled", AciProblemKind.Throttled,
                string.Create(CultureInfo.InvariantCulture, $"'{address.Host}' asks to wait for {Math.Ceiling(pause.Pause.TotalSeconds)} seconds, and a call is given {pause.Deadline.TotalSeconds}"),
                "Try again later, or ask for less at a time."),
            (EndlessAnswerException, _) => ("AciAzureInvalidAnswer", AciProblemKind.Unavailable, "the answer does not end", "Check whether something on the way changes answers, and try again."),
            (CredentialUnavailableException or AuthenticationFailedException, _) => (
                "AciSignInFailed", AciProblemKind.Authentication, $"no token could be had: {Clean(fault.Message)}", "Sign in again with Connect-AciSecMon."),
            _ when IsRequestError(fault, HttpRequestError.NameResolutionError) => (
                "AciAzureUnreachable", AciProblemKind.Connection, $"the name '{address.Host}' could not be resolved", "Check the network, the proxy and the cloud of the connection."),
            _ when IsRequestError(fault, HttpRequestError.SecureConnectionError) => (
                "AciAzureUnreachable", AciProblemKind.Connection, $"no secure connection to '{address.Host}' could be made", "Check the clock of this machine, and whether something on the way replaces certificates."),
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
            Status = fault is PauseTooLongException ? 429 : 0,
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
    /// <param name="request">What was asked.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="now">The time here, to tell a refused token from a wrong clock.</param>
    public static AciServiceException Of(ArmRequest request, RawAnswer answer, DateTimeOffset now)
    {
        (string? code, string? said) = Read(answer.Text);
        return Make(request, answer.Status, code, said, answer.RequestId, answer.Header("x-ms-correlation-request-id"), answer.Status == 401 ? ClockOf(answer, now) : null);
    }

    /// <summary>The exception for a long-running operation that does not end.</summary>
    public static AciServiceException Unfinished(ArmRequest request, RawAnswer answer, TimeSpan limit) => new(new AciProblem
    {
        Id = "AciAzureTimeout",
        Kind = AciProblemKind.Timeout,
        Message = string.Create(CultureInfo.InvariantCulture, $"{Describe(request)} began an operation that has not ended after {limit.TotalMinutes} minutes. It may still go on."),
        Target = Target(request),
        Recommendation = "Look at the resource again later.",
    })
    {
        Status = answer.Status,
        Request = Describe(request),
        RequestId = answer.RequestId,
    };

    /// <summary>The exception for a long-running operation that ended in a failure.</summary>
    public static AciServiceException OfOperation(ArmRequest request, string state, Value error, RawAnswer answer) =>
        Make(request, 409, error["code"].AsText() ?? state, error["message"].AsText() ?? $"The operation ended as {state}", answer.RequestId, answer.Header("x-ms-correlation-request-id"));

    private static string? ClockOf(RawAnswer answer, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(answer.Header("Date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset there)) return null;
        double minutes = Math.Round((now - there).TotalMinutes);
        return Math.Abs(minutes) < 5 ? null : string.Create(CultureInfo.InvariantCulture, $" The clock of this machine is {Math.Abs(minutes)} minutes {(minutes > 0 ? "ahead of" : "behind")} the service's.");
    }

    private static AciServiceException Make(ArmRequest request, int status, string? code, string? said, string? requestId, string? correlationId, string? note = null)
    {
        (string id, AciProblemKind kind, string advice) = ErrorAdvice.Of(status, code);
        string why = said is null ? $"status {status}" : $"{code ?? $"status {status}"}: {Clean(said)}";
        return new AciServiceException(new AciProblem
        {
            Id = id,
            Kind = kind,
            Message = $"{Describe(request)} failed with {why.TrimEnd('.')}.{note}",
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
            return (error["code"].AsText(), error["message"].AsText() is { } said && InnermostOf(error["innererror"]) is { } more ? $"{said.TrimEnd('.')}: {more}" : error["message"].AsText());
        }
        catch (DocumentException)
        {
            // An error that cannot be read is still the error that its status says.
            return (null, null);
        }
    }

    // Log Analytics says what is wrong with a query in the innermost of its errors.
    private static string? InnermostOf(Value inner)
    {
        string? said = null;
        for (Value error = inner; error is ObjectValue; error = error["innererror"]) said = error["message"].AsText() ?? said;
        return said;
    }

    /// <summary>A text of a service without what looks like a secret in it.</summary>
    internal static string Clean(string text) => SecretScrubber.Clean(text);

    private static bool IsRequestError(Exception fault, HttpRequestError error)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException request && request.HttpRequestError == error) return true;
        }

        return false;
    }

    private static string Describe(ArmRequest request) => $"{request.Method} {PathOf(request)}";

    private static string Target(ArmRequest request) => PathOf(request);

    private static string PathOf(ArmRequest request) =>
        request.Path.StartsWith('/') ? request.Path.Split('?')[0] : Uri.TryCreate(request.Path, UriKind.Absolute, out Uri? address) ? address.AbsolutePath : "(an address that cannot be read)";
}
