namespace AciSecMon;

/// <summary>What a metric of a container group, or of one of its containers, was over a time.</summary>
public sealed class AciMetricSample
{
    /// <summary>The container group.</summary>
    public string ContainerGroupName { get; init; } = string.Empty;

    /// <summary>The container; null for a metric of the group as a whole.</summary>
    public string? ContainerName { get; init; }

    /// <summary>The metric.</summary>
    public AciMetricName Metric { get; init; }

    /// <summary>Unit of the values: millicores, bytes, or bytes per second.</summary>
    public string Unit { get; init; } = string.Empty;

    /// <summary>The newest value; null where there is none.</summary>
    public double? Current { get; init; }

    /// <summary>The mean over the time; null where there is no value.</summary>
    public double? Average { get; init; }

    /// <summary>The highest value within the time; null where there is none.</summary>
    public double? Maximum { get; init; }

    /// <summary>The usual value: the median over the time; null where there is none.</summary>
    public double? Baseline { get; init; }

    /// <summary>What the container asks for, in the unit; null where it does not tell, and for the network.</summary>
    public double? Request { get; init; }

    /// <summary>The average in percent of what the container asks for; null where that is not known.</summary>
    public double? Share { get; init; }

    /// <summary>Values that stand out from the baseline.</summary>
    public AciMetricValue[] Outlier { get; init; } = [];

    /// <summary>The values in the order of their times.</summary>
    public AciMetricValue[] Value { get; init; } = [];

    /// <summary>Why there are no values; null where there are some.</summary>
    public string? Note { get; init; }

    /// <summary>Begin of the time, UTC.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>End of the time, UTC.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>Resource group.</summary>
    public string ResourceGroupName { get; init; } = string.Empty;

    /// <summary>Subscription.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>Resource id of the container group.</summary>
    public string ResourceId { get; init; } = string.Empty;

    /// <summary>Gives metric, who it is of, and the average.</summary>
    public override string ToString() => FormattableString.Invariant($"{Metric} of {ContainerName ?? ContainerGroupName}: {Average:0.#} {Unit}");
}

/// <summary>One value of a metric.</summary>
public sealed class AciMetricValue
{
    /// <summary>Begin of the interval that it stands for, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Mean of the interval.</summary>
    public double Average { get; init; }

    /// <summary>Highest of the interval.</summary>
    public double Maximum { get; init; }

    /// <summary>Gives time and mean.</summary>
    public override string ToString() => FormattableString.Invariant($"{At:u} {Average:0.#}");
}
