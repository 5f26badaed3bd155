using AciSecMon.Assessment.Detections;

namespace AciSecMon.Azure.Logs;

/// <summary>Makes questions of what a person asks for. A value goes to each detection that has a parameter of that name; one that none has is a mistake.</summary>
internal static class DetectionQuestions
{
    /// <summary>The questions, in the order of the request.</summary>
    /// <exception cref="AciProblemException">A detection or a parameter is not known, or a value is of another type.</exception>
    public static DetectionQuestion[] Of(LogSearchRequest request)
    {
        Detection[] detections = [.. request.DetectionId.Distinct(StringComparer.OrdinalIgnoreCase).Select(Find)];
        foreach (string name in request.Parameter.Keys)
        {
            if (!detections.Any(detection => Has(detection, name))) throw NoParameter(name, detections);
        }

        return [.. detections.Select(detection => DetectionRun.QuestionOf(
            detection, request.Parameter.Where(value => Has(detection, value.Key)).ToDictionary(static v => v.Key, static v => v.Value), request.Timespan))];
    }

    private static Detection Find(string id) => DetectionCatalogue.ById.GetValueOrDefault(id) ?? throw new AciProblemException(new AciProblem
    {
        Id = "AciDetectionNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"There is no detection '{id}'.",
        Target = id,
        Recommendation = "Get-AciDetection lists the detections.",
    });

    private static bool Has(Detection detection, string name) => detection.Parameters.Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private static AciProblemException NoParameter(string name, Detection[] detections)
    {
        string[] known =
        [
            .. detections.SelectMany(static d => d.Parameters).Select(static p => $"{p.Name} ({p.Type.ToString().ToLowerInvariant()})").Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
        ];
        return new AciProblemException(new AciProblem
        {
            Id = "AciDetectionParameterInvalid",
            Kind = AciProblemKind.InvalidArgument,
            Message = detections.Length == 1 ? $"{detections[0].Id} has no parameter '{name}'." : $"None of the {detections.Length} detections has a parameter '{name}'.",
            Target = name,
            Recommendation = known.Length == 0 ? "There are no parameters." : $"There are {string.Join(", ", known)}. Get-AciDetection says what they mean.",
        });
    }
}
