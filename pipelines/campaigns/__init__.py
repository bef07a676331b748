"""What lies in the folder of a campaign, gathered for its report."""
