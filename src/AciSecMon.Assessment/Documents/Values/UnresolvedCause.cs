namespace AciSecMon.Assessment.Documents;

/// <summary>Why something could not be resolved.</summary>
internal enum CauseKind
{
    /// <summary>A parameter without a value.</summary>
    ParameterWithoutValue,

    /// <summary>A function whose answer only Azure knows, or that differs in every run.</summary>
    RuntimeFunction,

    /// <summary>A function that this version does not know.</summary>
    UnknownFunction,

    /// <summary>An expression that does not parse, has wrong arguments, or refers to something that is not there.</summary>
    InvalidExpression,

    /// <summary>Variables or parameters that refer to each other in a circle.</summary>
    Circular,

    /// <summary>An expansion beyond the service's limits.</summary>
    TooLarge,

    /// <summary>A part of the template language that is not evaluated.</summary>
    NotSupported,

    /// <summary>A template that is linked and was not read.</summary>
    LinkedTemplate,

    /// <summary>A property that this source does not carry.</summary>
    NotCarried,

    /// <summary>A condition that decides and is not known.</summary>
    Condition,

    /// <summary>Everything could be read, but only the owner can say whether it is as it should be; the text says what to answer where.</summary>
    NeedsAnswer,

    /// <summary>A Bicep file that was not compiled.</summary>
    BicepSource,
}

/// <summary>The root of what could not be resolved: one cause is reported once, however many values it leaves open.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Text">The parameter, function or expression as it may be shown: never holds the text of a literal that may be a secret.</param>
/// <param name="Location">Where it stands.</param>
internal sealed record UnresolvedCause(CauseKind Kind, string Text, SourceLocation Location = default);
