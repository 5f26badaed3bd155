using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>What a function asks of its arguments before it is called.</summary>
internal enum ArgumentMode
{
    /// <summary>Each argument is known; parts of arrays and objects may not be.</summary>
    Known,

    /// <summary>Each argument is known with all its parts.</summary>
    KnownThroughout,

    /// <summary>An argument may be unresolved, and the function says what that means. It never is a choice.</summary>
    Any,

    /// <summary>Arguments are only put together or passed on: they may be anything.</summary>
    Passed,
}

/// <summary>How the origins of the arguments come to the result.</summary>
internal enum OriginFlow
{
    /// <summary>Everything in the result was made from every argument.</summary>
    Mixed,

    /// <summary>Items and properties are taken over and bring their own origins; text is mixed.</summary>
    Structural,

    /// <summary>The result tells next to nothing of the arguments, such as whether one is empty.</summary>
    None,
}

/// <summary>Which arguments of a function are names when they are literals, and may be shown.</summary>
internal enum NamePositions
{
    None,
    All,
    AllButLast,
    FromSecond,
}

/// <summary>A function of values; gives null where the arguments are not what it takes.</summary>
internal delegate Value? FunctionBody(Value[] arguments, Invocation invocation);

/// <summary>A function that decides itself which of its arguments are evaluated.</summary>
internal delegate Value SpecialForm(Evaluator evaluator, FunctionCall call, in EvaluationContext context);

/// <summary>A function of the template language.</summary>
internal sealed class FunctionDefinition
{
    public const int Unlimited = int.MaxValue;

    public FunctionDefinition(string name, int minimum, int maximum, FunctionBody body)
        : this(name, minimum, maximum) => Body = body;

    public FunctionDefinition(string name, int minimum, int maximum, SpecialForm form)
        : this(name, minimum, maximum) => Form = form;

    private FunctionDefinition(string name, int minimum, int maximum)
    {
        Name = name;
        Minimum = minimum;
        Maximum = maximum;
    }

    public string Name { get; }

    /// <summary>Least number of arguments.</summary>
    public int Minimum { get; }

    /// <summary>Greatest number of arguments.</summary>
    public int Maximum { get; }

    /// <summary>What it does with its evaluated arguments; null where <see cref="Form"/> evaluates them.</summary>
    public FunctionBody? Body { get; }

    public SpecialForm? Form { get; }

    public ArgumentMode Arguments { get; init; }

    public OriginFlow Flow { get; init; }

    public NamePositions Names { get; init; }

    /// <summary>True where the result depends on the very characters of a text, so that one that holds a placeholder for an unknown subscription or resource group will not do.</summary>
    public bool NeedsExactText { get; init; }
}
