namespace AciSecMon.Sandbox.Estates.Generated;

/// <summary>Lays out the resources of a plan in the order of their ids.</summary>
internal static class PlaceList
{
    /// <summary>The places of a plan.</summary>
    public static Place[] Of(EstatePlan plan)
    {
        var places = new List<Place>(plan.Groups * 2);
        int applications = Enumerable.Range(0, plan.Subscriptions).Sum(plan.ResourceGroupsOf);
        for (int number = 0; number < applications; number++) places.Add(new Place(Kind.Principal, 0, 0, number));
        for (int number = 0; plan.Grants > 0 && number < plan.People; number++) places.Add(new Place(Kind.Person, 0, 0, number));
        for (int number = 0; number < Names.Roles.Count; number++) places.Add(new Place(Kind.RoleDefinition, 0, 0, number));
        int resourceGroup = 0;
        for (int subscription = 0; subscription < plan.Subscriptions; subscription++)
        {
            places.Add(new Place(Kind.Subscription, subscription, 0, subscription));
            places.Add(new Place(Kind.Permissions, subscription, 0, subscription));
            for (int number = 0; number < plan.AlertsPerSubscription; number++) places.Add(new Place(Kind.Alert, subscription, 0, (subscription * plan.AlertsPerSubscription) + number));
            for (int number = 0; number < Names.Plans.Count; number++) places.Add(new Place(Kind.Pricing, subscription, 0, number));

            int first = resourceGroup;
            int end = plan.FirstGroupOf(subscription + 1);
            for (int group = plan.FirstGroupOf(subscription); group < end; group += EstatePlan.GroupsPerResourceGroup)
            {
                AddApplication(plan, places, subscription, resourceGroup++, applications, group, Math.Min(end, group + EstatePlan.GroupsPerResourceGroup));
            }

            AddPlatform(plan, places, subscription, first, resourceGroup);
        }

        return [.. places];
    }

    private static void AddApplication(EstatePlan plan, List<Place> places, int subscription, int resourceGroup, int all, int from, int to)
    {
        places.Add(new Place(Kind.ResourceGroup, subscription, resourceGroup, resourceGroup));
        if (plan.Is(resourceGroup, Trait.Lock, 0.4)) places.Add(new Place(Kind.Lock, subscription, resourceGroup, resourceGroup));

        // An identity that may change everything around it: the usual shortcut.
        if (plan.Is(resourceGroup, Trait.Faulty, plan.FaultShare)) places.Add(new Place(Kind.RoleAssignment, subscription, resourceGroup, resourceGroup));
        for (int grant = (int)((long)plan.Grants * resourceGroup / all); grant < (int)((long)plan.Grants * (resourceGroup + 1) / all); grant++)
            places.Add(new Place(Kind.RoleAssignment, subscription, resourceGroup, Names.Grant(grant)));
        for (int group = from; group < to; group++)
        {
            places.Add(new Place(Kind.ContainerGroup, subscription, resourceGroup, group));
            if (plan.Is(group, Trait.Diagnostics, 0.6)) places.Add(new Place(Kind.DiagnosticSetting, subscription, resourceGroup, group));
            if (plan.Is(group, Trait.Advised, plan.AdvisedShare)) places.Add(new Place(Kind.Assessment, subscription, resourceGroup, group));
        }

        places.Add(new Place(Kind.Identity, subscription, resourceGroup, resourceGroup));
    }

    private static void AddPlatform(EstatePlan plan, List<Place> places, int subscription, int first, int end)
    {
        places.Add(new Place(Kind.ResourceGroup, subscription, Place.Platform, subscription));
        for (int number = first; number < end; number++) places.Add(new Place(Kind.RoleAssignment, subscription, Place.Platform, number));
        places.Add(new Place(Kind.Registry, subscription, Place.Platform, subscription));
        for (int number = subscription; plan.Images > 0 && number < plan.ImageFindings; number += plan.Subscriptions) places.Add(new Place(Kind.ImageFinding, subscription, Place.Platform, number));
        foreach (Kind kind in (Kind[])[Kind.Vault, Kind.Key, Kind.SecurityGroup, Kind.Network, Kind.Workspace, Kind.Storage])
            places.Add(new Place(kind, subscription, Place.Platform, subscription));
    }
}
