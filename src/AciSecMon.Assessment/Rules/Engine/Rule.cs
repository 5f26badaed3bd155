using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours;

namespace AciSecMon.Assessment.Rules;

/// <summary>
/// A check: an id, its metadata (data, by id) and a pure function of a subject. Rules do no input or output, know no time but the injected one,
/// and report at least one result for every subject that they are given.
/// </summary>
internal abstract class Rule(string id)
{
    /// <summary>The rule, such as <c>ACI-NET-001</c>.</summary>
    public string Id { get; } = id;
}

/// <summary>A rule on a container group, profile or NGroup as a whole.</summary>
internal abstract class GroupRule(string id) : Rule(id)
{
    public abstract void Judge(ContainerGroup group, Judgement judgement);
}

/// <summary>A rule on one container or init container.</summary>
internal abstract class ContainerRule(string id) : Rule(id)
{
    public abstract void Judge(Container container, ContainerGroup group, Judgement judgement);
}

/// <summary>A rule on a template as a whole: its parameters and outputs.</summary>
internal abstract class TemplateRule(string id) : Rule(id)
{
    public abstract void Judge(TemplateFacts template, Judgement judgement);
}

/// <summary>
/// A rule on a neighbour of container groups, or on a group together with its neighbours. It runs once all groups of a source or of a connection are known, and once for
/// each neighbour, however many groups lead to it.
/// </summary>
internal abstract class NeighbourRule(string id) : Rule(id)
{
    /// <summary>True where the rule fails on what is not there: where something was not read, such a failure says nothing.</summary>
    public virtual bool FailsOnAbsence => false;

    public abstract void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement);

    /// <summary>What keeps the rule from judging this subject, beyond what is unread of its slices; null where nothing does.</summary>
    public virtual UnreadPart? UnreadFor(NeighbourSubject subject, NeighbourEstate estate) => null;
}
