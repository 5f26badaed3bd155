using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Registries;

/// <summary>Turns what a registry refused into what a person can use. Form of its errors: azure-facts-2, C.7.2.</summary>
internal static class RegistryErrors
{
    /// <summary>The exception for an answer with an error status.</summary>
    public static AciServiceException Of(string host, RegistryRequest request, RawAnswer answer)
    {
        (string? code, string? said) = Read(answer.Text);
        (string id, AciProblemKind kind, string advice) = ErrorAdvice.Of(answer.Status, code);
        string why = said is null ? $"status {answer.Status}" : $"{code ?? $"status {answer.Status}"}: {SecretScrubber.Clean(said)}";
        return Make(host, request, answer, id, kind, $"failed with {why.TrimEnd('.')}.", answer.Status switch
        {
            401 => "Give the account AcrPull on the registry; where the registry has repository permissions, Container Registry Repository Reader.",
            403 => "Ask from a network that the registry lets in; and give the account AcrPull on it, or Container Registry Repository Reader where it has repository permissions.",
            _ => advice,
        }, code);
    }

    /// <summary>True where the registry itself says that it does not have a tag, image or repository; any gateway can answer 404.</summary>
    public static bool ProvesAbsence(RawAnswer answer) => Read(answer.Text).Code is "MANIFEST_UNKNOWN" or "NAME_UNKNOWN" or "TAG_UNKNOWN";

    /// <summary>The exception for an answer that is not what it should be.</summary>
    public static AciServiceException Invalid(string host, RegistryRequest request, RawAnswer answer) => Make(
        host, request, answer, "AciAzureInvalidAnswer", AciProblemKind.Unavailable, "gave an answer that cannot be used.", "Try again. If it stays so, a gateway on the way answers in the registry's place.", null);

    private static AciServiceException Make(string host, RegistryRequest request, RawAnswer answer, string id, AciProblemKind kind, string what, string advice, string? code) =>
        new(new AciProblem { Id = id, Kind = kind, Message = $"{request} on {host} {what}", Target = host, Recommendation = advice })
        {
            Status = answer.Status,
            Code = code,
            Request = request.ToString(),
            RequestId = answer.RequestId,
        };

    private static (string? Code, string? Said) Read(string text)
    {
        if (text.TrimStart() is not ['{', ..]) return (null, null);
        try
        {
            Value root = JsonDocumentReader.Read(new SourceFile(null, "answer"), text).Root;
            Value error = root["errors"].Items.Count > 0 ? root["errors"].Items[0] : root["error"];
            return (error["code"].AsText(), error["message"].AsText());
        }
        catch (DocumentException)
        {
            // An error that cannot be read is still the error that its status says.
            return (null, null);
        }
    }
}
